import { deserializeTCompactProtocol } from 'hyparquet/src/thrift.js';
import { ByteWriter } from 'hyparquet-writer';
import { serializeTCompactProtocol } from 'hyparquet-writer/src/thrift.js';
import { endOfStruct } from './thrift.js';

function written(fields: object): Uint8Array {
  const writer = new ByteWriter();
  serializeTCompactProtocol(writer, fields as Parameters<typeof serializeTCompactProtocol>[1]);
  return writer.getBytes();
}

const STRUCT = written({
  field_1: true,
  field_2: -7,
  field_3: 2n ** 62n,
  field_4: 'text',
  field_5: ['a', 'b'],
  field_6: Array.from({ length: 40 }, (_, i) => ({ field_1: i, field_90: { field_1: 0.5 } })),
  field_7: [false, true],
  field_120: new Uint8Array(200),
});

/** Field 1, of a type. */
const field = (type: number, ...bytes: number[]): Uint8Array =>
  Uint8Array.of(0x10 | type, ...bytes, 0);

const LIST = 9;
const BINARY = 8;
const I64 = 6;
const STRUCT_TYPE = 12;

describe('endOfStruct', () => {
  it('finds the end of what a parser takes for a struct', () => {
    expect(
      deserializeTCompactProtocol({
        view: new DataView(STRUCT.buffer, 0, STRUCT.length),
        offset: 0,
      }),
    ).toHaveProperty('field_120');
    expect(endOfStruct(STRUCT, 0)).toBe(STRUCT.length);
    expect(endOfStruct(Buffer.concat([Buffer.from('xx'), STRUCT, Buffer.from('yy')]), 2)).toBe(
      STRUCT.length + 2,
    );
  });

  it('finds none in a struct that is cut off, wherever that is', () => {
    for (let length = 0; length < STRUCT.length; length++)
      expect(endOfStruct(STRUCT.subarray(0, length), 0)).toBeUndefined();
  });

  it.each([
    ['a list of 2^31 entries', field(LIST, 0xf5, 0xff, 0xff, 0xff, 0xff, 0x07)],
    ['a text of 2^31 bytes', field(BINARY, 0xff, 0xff, 0xff, 0xff, 0x07)],
    [
      'lists of lists of many entries',
      field(LIST, 0xf9, 0xff, 0x7f, 0xf9, 0xff, 0x7f, 0xf9, 0xff, 0x7f),
    ],
  ])('finds none where there is less than claimed: %s', (_, bytes) => {
    expect(endOfStruct(bytes, 0)).toBeUndefined();
  });

  it.each([
    ['a number without end', field(I64, ...Array<number>(20).fill(0xff)), 'a number without end'],
    ['an unknown type', field(13), 'the unknown type 13'],
    [
      'structs in structs without end',
      new Uint8Array(1_000).fill(0x10 | STRUCT_TYPE),
      'inside each other without end',
    ],
    [
      'lists in lists without end',
      field(LIST, ...Array<number>(1_000).fill(0x19)),
      'inside each other without end',
    ],
  ])('throws where there is %s', (_, bytes, message) => {
    expect(() => endOfStruct(bytes, 0)).toThrow(message);
  });
});
