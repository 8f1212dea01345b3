/** What goes wrong before an answer comes, by the codes of Node, of its resolver and of undici. */
const CAUSES: Readonly<Partial<Record<string, string>>> = {
  CERT_HAS_EXPIRED: 'the certificate of the server has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'the certificate of the server is signed by nobody but itself',
  EAI_AGAIN: 'the name of the host could not be looked up; is there a network?',
  ECONNREFUSED: 'the host refuses the connection; is a server running there?',
  ECONNRESET: 'the host closed the connection without an answer',
  EHOSTUNREACH: 'there is no way to the host',
  ENETUNREACH: 'there is no network',
  ENOTFOUND: 'there is no host of that name',
  EPROTO: 'the server does not speak TLS as it should; is it meant to be http://?',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'the server does not speak TLS; is it meant to be http://?',
  ERR_SSL_WRONG_VERSION_NUMBER: 'the server does not speak TLS; is it meant to be http://?',
  ERR_TLS_CERT_ALTNAME_INVALID: 'the certificate of the server is for another host',
  ETIMEDOUT: 'the host does not answer',
  SELF_SIGNED_CERT_IN_CHAIN: 'the certificate of the server is signed by nobody who is known here',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    'the certificate of the server is signed by nobody who is known here',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    'the certificate of the server is signed by nobody who is known here',
  UND_ERR_CONNECT_TIMEOUT: 'the host does not answer',
  UND_ERR_SOCKET: 'the host closed the connection',
};

/** The cause of a failed `fetch`, in words; the error itself only says that it failed. */
export function networkCause(error: unknown): string {
  const { code, message } = innermost(error);
  return CAUSES[code ?? ''] ?? message;
}

function innermost(error: unknown): NodeJS.ErrnoException {
  const { cause } = error as Error;
  return cause === undefined || cause === null ? (error as Error) : innermost(cause);
}
