/** Types of Thrift's compact protocol, as they stand in the header of a field or list. */
const STOP = 0;
const TRUE = 1;
const FALSE = 2;
const BYTE = 3;
const I16 = 4;
const I32 = 5;
const I64 = 6;
const DOUBLE = 7;
const BINARY = 8;
const LIST = 9;
const STRUCT = 12;

/** Seven bits of a number each. */
const MAX_VARINT = 10;

/** Structs and lists inside each other; the format has no more than ten. */
const MAX_DEPTH = 32;

class CutOff extends Error {}

/**
 * Where the struct that begins at a place ends; undefined if it goes on behind the bytes. The parser
 * of hyparquet trusts what it reads: a list that claims a thousand million entries is allocated, and
 * a number may have any length. So nothing is given to it that has not been walked through before.
 *
 * @throws Error when the bytes are no struct
 */
export function endOfStruct(bytes: Uint8Array, begin: number): number | undefined {
  const walker = new Walker(bytes, begin);
  try {
    walker.passStruct(MAX_DEPTH);
    return walker.at;
  } catch (error) {
    if (error instanceof CutOff) return undefined;
    throw error;
  }
}

class Walker {
  constructor(
    private readonly bytes: Uint8Array,
    public at: number,
  ) {}

  passStruct(depth: number): void {
    for (let header = this.byte(); (header & 0x0f) !== STOP; header = this.byte()) {
      if (header >> 4 === 0) this.varint();
      const type = header & 0x0f;
      if (type !== TRUE && type !== FALSE) this.pass(type, depth - 1);
    }
  }

  private pass(type: number, depth: number): void {
    if (depth === 0) throw new Error('structures inside each other without end');
    switch (type) {
      case TRUE:
      case FALSE:
      case BYTE:
        this.skip(1);
        break;
      case I16:
      case I32:
      case I64:
        this.varint();
        break;
      case DOUBLE:
        this.skip(8);
        break;
      case BINARY:
        this.skip(this.varint());
        break;
      case LIST:
        this.passList(depth);
        break;
      case STRUCT:
        this.passStruct(depth);
        break;
      default:
        throw new Error(`a value of the unknown type ${type}`);
    }
  }

  private passList(depth: number): void {
    const header = this.byte();
    const size = header >> 4 === 15 ? this.varint() : header >> 4;
    for (let i = 0; i < size; i++) this.pass(header & 0x0f, depth - 1);
  }

  /** A number of up to 64 bits; those that tell sizes are exact. */
  private varint(): number {
    let value = 0;
    for (let i = 0; i < MAX_VARINT; i++) {
      const byte = this.byte();
      value += (byte & 0x7f) * 2 ** (7 * i);
      if (byte < 0x80) return value;
    }
    throw new Error('a number without end');
  }

  private byte(): number {
    if (this.at >= this.bytes.length) throw new CutOff();
    return this.bytes[this.at++];
  }

  private skip(count: number): void {
    this.at += count;
    if (this.at > this.bytes.length) throw new CutOff();
  }
}
