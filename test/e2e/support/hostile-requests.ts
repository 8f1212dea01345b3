import { gzipSync } from 'node:zlib';

/** Requests that no honest client sends, by what is wrong with them. */
export interface HostileRequest {
  readonly name: string;
  readonly bytes: Buffer;
}

const LAB = '/recommend';
const LISTS = '/v1/recommendations';
const BATCH = '/v1/recommendations:batch';
const INFER = '/v2/models/movies/infer';
const FEEDBACK = '/v1/feedback';
const JSON_TYPE = 'Content-Type: application/json';
const MEGABYTE = 1_000_000;
const DEPTH = 100_000;

type Bytes = string | Buffer;

/** A request with these header lines and nothing added but Host. */
function http(method: string, path: string, headers: readonly string[], body: Bytes = ''): Buffer {
  const head = [`${method} ${path} HTTP/1.1`, 'Host: movies.example', ...headers, '', ''];
  return Buffer.concat([Buffer.from(head.join('\r\n'), 'latin1'), Buffer.from(body)]);
}

function post(path: string, body: Bytes, headers: readonly string[] = [JSON_TYPE]): Buffer {
  return http('POST', path, [...headers, `Content-Length: ${Buffer.byteLength(body)}`], body);
}

const get = (path: string, ...headers: readonly string[]): Buffer => http('GET', path, headers);

const nested = (open: string, inner: string, close: string): string =>
  open.repeat(DEPTH) + inner + close.repeat(DEPTH);

type Table = Readonly<Record<string, Bytes>>;

const named = (group: string, table: Table, make: (value: Bytes) => Buffer): HostileRequest[] =>
  Object.entries(table).map(([name, value]) => ({ name: `${group}: ${name}`, bytes: make(value) }));

/** Bodies that are no JSON value of the right shape for any endpoint. */
const ANY_BODY: Table = {
  'no bytes': '',
  'spaces only': '   \r\n\t ',
  null: 'null',
  true: 'true',
  'a number': '1',
  'a text': '"movie_id"',
  'an empty list': '[]',
  'a list of the right object': '[{"movie_id":1,"text":"x"}]',
  'an empty object': '{}',
  'truncated JSON': '{"movie_id":1,"text":"x"',
  'truncated text': '{"text":"x',
  'two values': '{"movie_id":1} {"text":"x"}',
  'a comma too many': '{"movie_id":1,"text":"x",}',
  'single quotes': "{'movie_id':1,'text':'x'}",
  'a comment': '{"movie_id":1/* one */,"text":"x"}',
  NaN: '{"movie_id":NaN,"limit":NaN}',
  Infinity: '{"movie_id":Infinity,"minScore":-Infinity}',
  'a hexadecimal number': '{"movie_id":0x1,"limit":0x1}',
  'a leading zero': '{"movie_id":01,"limit":01}',
  'a raw line end in a text': '{"movie_id":"a\nb","text":"a\nb"}',
  'a raw NUL in a text': '{"movie_id":"\0","text":"\0"}',
  'a broken escape': String.raw`{"movie_id":"\x","text":"\x"}`,
  'a broken unicode escape': String.raw`{"movie_id":"\u12","text":"\u12"}`,
  'a byte order mark and nothing': '\uFEFF',
  'a byte order mark inside': '{\uFEFF"movie_id":1,"text":"x"}',
  'two byte order marks': '\uFEFF\uFEFF{"movie_id":1,"text":"x"}',
  'UTF-16': Buffer.from('\uFEFF{"movie_id":1,"text":"x"}', 'utf16le'),
  'random bytes': Buffer.from(Uint8Array.from({ length: 999 }, (_, i) => (i * 193 + 7) % 256)),
  'XML with an entity': '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
  'a megabyte of text': JSON.stringify({ text: 'x'.repeat(MEGABYTE) }),
  'a megabyte of spaces': ' '.repeat(MEGABYTE),
  'a list 100,000 deep': nested('[', '', ']'),
  'a list 100,000 deep that never closes': '['.repeat(DEPTH),
  'an object 30,000 deep': '{"a":'.repeat(30_000) + '1' + '}'.repeat(30_000),
  __proto__: '{"movie_id":1,"text":"x","__proto__":{"limit":5}}',
  '__proto__ written with escapes': String.raw`{"text":"x","movie_id":1,"\u005f_proto__":{"a":1}}`,
  'constructor.prototype': '{"movie_id":1,"text":"x","constructor":{"prototype":{"a":1}}}',
  'an unknown field': '{"movie_id":1,"text":"x","admin":true}',
  'a thousand unknown fields': JSON.stringify(
    Object.fromEntries(Array.from({ length: 1_000 }, (_, i) => [`field ${i}`, i])),
  ),
  'a field with a name of 200,000 letters': `{"${'x'.repeat(200_000)}":1}`,
  'a field without a name': '{"movie_id":1,"text":"x","":1}',
};

/** Values of `movie_id` that are none or name no film. */
const MOVIE_IDS: Table = {
  null: 'null',
  true: 'true',
  'a fraction': '1.5',
  'a huge number': '1e308',
  'more than a number holds': '1e999',
  'less than a number holds': '-1e999',
  'an integer that is not exact': '9007199254740993',
  'an integer of 10,000 digits': '9'.repeat(10_000),
  'a tiny number': '1e-320',
  'an empty text': '""',
  'a text of 100,000 letters': `"${'x'.repeat(100_000)}"`,
  'a lone surrogate': String.raw`"\ud800"`,
  'surrogates the wrong way round': String.raw`"\udc00\ud800"`,
  NUL: String.raw`"\u0000"`,
  'line ends and terminal codes': String.raw`"\r\n\u001b[31m"`,
  'an injected header': String.raw`"1\r\nSet-Cookie: a=b"`,
  __proto__: '"__proto__"',
  toString: '"toString"',
  SQL: `"1' OR '1'='1"`,
  'a template': '"{{7*7}}${7*7}<%= 7*7 %>"',
  'a list': '[1]',
  'an object': '{"valueOf":1,"toString":1,"length":-1}',
  'a list 100,000 deep': nested('[', '1', ']'),
};

/** Members beside `"movie_id": 1` that the lab's contract does not allow. */
const LAB_MEMBERS: Table = {
  'top_n is 0': '"top_n":0',
  'top_n is negative': '"top_n":-5',
  'top_n is a fraction': '"top_n":4.999999',
  'top_n is huge': '"top_n":1e308',
  'top_n is infinite': '"top_n":1e999',
  'top_n is a text': '"top_n":"5"',
  'top_n is null': '"top_n":null',
  'top_n is true': '"top_n":true',
  'top_n is a list': '"top_n":[5]',
  'movie_id again, as an object': '"movie_id":{}',
  'top_n twice, the last one wrong': '"top_n":5,"top_n":0',
};

/** Members beside `"text": "x"` that lists do not allow. */
const LIST_MEMBERS: Table = {
  'seeds is a number': '"seeds":1',
  'seeds is an object': '"seeds":{"0":{"id":1},"length":1}',
  'seeds is empty': '"seeds":[]',
  'seeds is a list of lists': '"seeds":[[{"id":1}]]',
  'seeds has 10,000 films': `"seeds":[${Array.from({ length: 10_000 }, (_, i) => `{"id":${i}}`).join()}]`,
  'a seed is null': '"seeds":[null]',
  'a seed has __proto__': '"seeds":[{"id":1,"__proto__":{"weight":1}}]',
  'a seed has id and title': '"seeds":[{"id":1,"title":"x"}]',
  'the id of a seed is infinite': '"seeds":[{"id":1e999}]',
  'the id of a seed is 100,000 deep': `"seeds":[{"id":${nested('[', '', ']')}}]`,
  'the title of a seed is a space': '"seeds":[{"title":" "}]',
  'the title of a seed is too long': `"seeds":[{"title":"${'x'.repeat(501)}"}]`,
  'the year of a seed is a text': '"seeds":[{"title":"x","year":"1999"}]',
  'the weight of a seed is 0': '"seeds":[{"id":1,"weight":0}]',
  'the weight of a seed is negative': '"seeds":[{"id":1,"weight":-1}]',
  'the weight of a seed is infinite': '"seeds":[{"id":1,"weight":1e999}]',
  'avoid is a text': '"avoid":"1"',
  'avoid holds an unknown field': '"avoid":[{"id":1,"sql":"x"}]',
  'text is a list': '"text":["x"]',
  'text is too long': `"text":"${'x'.repeat(1_001)}"`,
  'text is 200,000 letters': `"text":"${'x'.repeat(200_000)}"`,
  'text is of spaces from all over': String.raw`"text":"\u00a0\u2003\u3000\ufeff"`,
  'exclude is a number': '"exclude":1',
  'exclude holds null': '"exclude":[null]',
  'exclude holds 10,001 ids': `"exclude":[${Array.from({ length: 10_001 }, (_, i) => i).join()}]`,
  'limit is 0': '"limit":0',
  'limit is huge': '"limit":1e308',
  'limit is a fraction': '"limit":0.5',
  'minScore is above 1': '"minScore":1.0000001',
  'minScore is negative': '"minScore":-1e-9',
  'minScore is infinite': '"minScore":1e999',
  'explain is a number': '"explain":1',
  'fields is a text': '"fields":"id"',
  'fields names __proto__': '"fields":["__proto__"]',
  'filter is a list': '"filter":[]',
  'filter has an unknown field': '"filter":{"script":"x"}',
  'filter has constructor.prototype': '"filter":{"constructor":{"prototype":{}}}',
  'an unknown genre': '"filter":{"genres":{"any":["constructor"]}}',
  'a genre of 100,000 letters': `"filter":{"genres":{"any":["${'x'.repeat(100_000)}"]}}`,
  '10,000 genres': `"filter":{"genres":{"none":[${Array.from({ length: 10_000 }, () => '"Drama"').join()}]}}`,
  'a genre that is a lone surrogate': String.raw`"filter":{"genres":{"all":["\udfff"]}}`,
  'an unknown rating': '"filter":{"maturity":["__proto__"]}',
  'strategy is unknown': '"strategy":"median"',
  'diversity is infinite': '"diversity":1e999',
  'diversity is negative': '"diversity":-1e-9',
  'maxPerPerson is 0': '"maxPerPerson":0',
  'maxPerCollection is a text': '"maxPerCollection":"1"',
  'fallback is true': '"fallback":true',
  'subject is a list': '"subject":["x"]',
  'subject is too long': `"subject":"${'x'.repeat(201)}"`,
  'one film is liked and avoided': '"seeds":[{"id":1}],"avoid":[{"id":1}]',
  'a year range upside down': '"filter":{"year":{"from":2000,"to":1999}}',
  'an infinite year': '"filter":{"year":{"from":-1e999}}',
  'a runtime range of texts': '"filter":{"runtime":{"from":"1"}}',
  'a language that is a pattern': '"filter":{"language":[".*"]}',
  'a language of capitals': '"filter":{"language":["EN"]}',
};

/** Batches that are none. What is wrong with one of their requests is answered for that one. */
const BATCHES: Table = {
  'no requests': '{"requests":[]}',
  'requests is an object': '{"requests":{"0":{"text":"x"},"length":1}}',
  '101 requests': `{"requests":[${Array(101).fill('{"text":"x"}').join()}]}`,
  '10,000 requests': `{"requests":[${Array(10_000).fill('1').join()}]}`,
  'an unknown field beside': '{"requests":[{"text":"x"}],"parallel":true}',
  'a body of one request': '{"text":"x"}',
  'lists of 10,000 films in all': `{"requests":[${Array(100).fill('{"text":"x","limit":100}').join()}]}`,
  'a thousand searches': `{"requests":[${Array(20)
    .fill(`{"strategy":"max","seeds":[${Array(50).fill('{"id":1}').join()}]}`)
    .join()}]}`,
};

/** How right inferences for one film begin. */
const TENSOR = '{"inputs":[{"name":"movie_id","shape":[1],"datatype":"INT64",';
const BYTES = '{"inputs":[{"name":"movie_id","shape":[1],"datatype":"BYTES",';

/** Inferences that are none. */
const INFERENCES: Table = {
  'no inputs': '{"inputs":[]}',
  'two inputs': `{"inputs":[${Array(2)
    .fill('{"name":"movie_id","shape":[1],"datatype":"INT64","data":[1]}')
    .join()}]}`,
  'another input': '{"inputs":[{"name":"text","shape":[1],"datatype":"BYTES","data":["x"]}]}',
  'a shape that is too large':
    '{"inputs":[{"name":"movie_id","shape":[2],"datatype":"INT64","data":[1]}]}',
  'a shape of three dimensions':
    '{"inputs":[{"name":"movie_id","shape":[1,1,1],"datatype":"INT64","data":[1]}]}',
  'a shape beyond all numbers':
    '{"inputs":[{"name":"movie_id","shape":[1e308],"datatype":"INT64","data":[1]}]}',
  'a negative shape': '{"inputs":[{"name":"movie_id","shape":[-1],"datatype":"INT64","data":[1]}]}',
  'rows of two': '{"inputs":[{"name":"movie_id","shape":[1,2],"datatype":"INT64","data":[[1,2]]}]}',
  'strings as integers':
    '{"inputs":[{"name":"movie_id","shape":[1],"datatype":"INT64","data":["1"]}]}',
  'integers as strings':
    '{"inputs":[{"name":"movie_id","shape":[1],"datatype":"BYTES","data":[1]}]}',
  fractions: '{"inputs":[{"name":"movie_id","shape":[1],"datatype":"INT64","data":[1.5]}]}',
  floats: '{"inputs":[{"name":"movie_id","shape":[1],"datatype":"FP32","data":[1]}]}',
  'no data': '{"inputs":[{"name":"movie_id","shape":[1],"datatype":"INT64"}]}',
  'data 1,000 deep': `{"inputs":[{"name":"movie_id","shape":[1],"datatype":"INT64","data":${'['.repeat(1_000)}1${']'.repeat(1_000)}}]}`,
  'an unknown film': '{"inputs":[{"name":"movie_id","shape":[1],"datatype":"INT64","data":[-1]}]}',
  'an unknown output':
    '{"inputs":[{"name":"movie_id","shape":[1],"datatype":"INT64","data":[1]}],"outputs":[{"name":"x"}]}',
  'an infinite id': `${TENSOR}"data":[1e999]}]}`,
  'NaN as an id': `${TENSOR}"data":[NaN]}]}`,
  '10,000 ids': `${TENSOR}"data":[${Array(10_000).fill('1').join()}]}]}`,
  'an id of 100,000 letters': `${BYTES}"data":["${'x'.repeat(100_000)}"]}]}`,
  'a lone surrogate as an id': String.raw`${BYTES}"data":["\ud800"]}]}`,
  'NUL as an id': String.raw`${BYTES}"data":["\u0000"]}]}`,
  '__proto__ as an id': `${BYTES}"data":["__proto__"]}]}`,
  'data twice, the last one wrong': `${TENSOR}"data":[1],"data":"x"}]}`,
  'data 100,000 deep': `${TENSOR}"data":${nested('[', '1', ']')}}]}`,
  'a thousand outputs, the last one unknown': `${TENSOR}"data":[1]}],"outputs":[${'{"name":"title"},'.repeat(999)}{"name":"x"}]}`,
  'an id of the request of 10,000 letters': `${TENSOR}"data":[1]}],"id":"${'x'.repeat(10_000)}"}`,
  'a limit of 1,000':
    '{"inputs":[{"name":"movie_id","shape":[1],"datatype":"INT64","data":[1]}],"parameters":{"limit":1000}}',
};

const feedback = (members: string): string =>
  `{"events":[{"event":"click","requestId":"a","rank":1,"variant":"stable","modelVersion":"x",${members}}]}`;

/** Feedback of which nothing can be counted. */
const FEEDBACKS: Table = {
  'no events': '{"events":[]}',
  '501 events': `{"events":[${Array(501).fill('{}').join()}]}`,
  'events is an object': '{"events":{"0":{},"length":1}}',
  'an event that is a text': '{"events":["click"]}',
  'an event that nobody knows': feedback('"event":"<script>"'),
  'an event called __proto__': feedback('"event":"__proto__"'),
  'a rank of 0': feedback('"rank":0'),
  'a rank beyond all lists': feedback('"rank":1e308'),
  'a variant called constructor': feedback('"variant":"constructor"'),
  'a model version of 10,000 letters': feedback(`"modelVersion":"${'x'.repeat(10_000)}"`),
  'a request id that is an object': feedback('"requestId":{"toString":1}'),
  'an event with an unknown field': feedback('"value":1e9'),
};

/** What is said of a body that would be right; the body is `ok`. */
const BODY_HEADERS: Readonly<Record<string, readonly string[]>> = {
  'no content type': [],
  'an empty content type': ['Content-Type:'],
  'content type text/plain': ['Content-Type: text/plain'],
  'content type of a form': ['Content-Type: application/x-www-form-urlencoded'],
  'content type of an upload': ['Content-Type: multipart/form-data; boundary=x'],
  'content type XML': ['Content-Type: application/xml'],
  'a content type that begins like JSON': ['Content-Type: application/jsonp'],
  'a content type that ends like JSON': ['Content-Type: application/vnd.api+json'],
  'a content type without a slash': ['Content-Type: json'],
  'a content type of 10,000 letters': [`Content-Type: application/${'x'.repeat(10_000)}`],
  'content type __proto__': ['Content-Type: __proto__'],
  'two content types in one': ['Content-Type: text/plain, application/json'],
  'a compressed body that is none': [JSON_TYPE, 'Content-Encoding: gzip'],
};

/** Paths below which there is nothing, or nothing that can be read. */
const PATHS: Table = {
  'a broken percent-encoding': '/v1/movies/%',
  'a half percent-encoding': '/v1/movies/%4',
  'percent-encoding of no digits': '/v1/movies/%zz',
  'percent-encoding of no UTF-8': '/v1/movies/%ff%fe',
  'an overlong percent-encoding': '/v1/movies/%c0%ae%c0%ae',
  'a percent-encoded surrogate': '/v1/movies/%ed%a0%80',
  'a percent-encoded NUL': '/v1/movies/1%00',
  'a percent-encoded line end': '/v1/movies/1%0d%0aSet-Cookie:%20a=b',
  'an id of 15,000 letters': `/v1/movies/${'x'.repeat(15_000)}`,
  'an id of 5,000 percent-encoded letters': `/v1/movies/${'%41'.repeat(5_000)}`,
  'broken percent-encoding in a path of its own': '/%',
  'path traversal': '/../../../../etc/passwd',
  'path traversal behind a route': '/v1/movies/../../../etc/passwd',
  'percent-encoded path traversal': '/v1/movies/%2e%2e%2f%2e%2e%2fetc%2fpasswd',
  'path traversal with backslashes': String.raw`/v1/movies/..\..\windows\win.ini`,
  'a file of the program': '/package.json',
  'a path of 15,000 slashes': '/'.repeat(15_000),
  'a path of 7,000 folders': '/a'.repeat(7_000),
  __proto__: '/__proto__',
  'constructor.prototype': '/constructor/prototype',
  'the metrics, which are elsewhere': '/metrics',
  'a search for nothing': '/v1/movies?q=',
  'a search for 10,000 letters': `/v1/movies?q=${'x'.repeat(10_000)}`,
  'a search with a parameter of prototypes': '/v1/movies?q=a&__proto__=b',
  'a search with a broken limit': '/v1/movies?q=a&limit=%zz',
  'a page beyond all pages': '/v1/movies/1/similar?offset=1e308',
  'a model version of 10,000 letters': `/v1/models/${'x'.repeat(10_000)}`,
  'an inference model with a broken name': '/v2/models/%zz/ready',
  'a search that is said twice': '/v1/movies?q=a&q=b',
  'a search of spaces': '/v1/movies?q=%20%09%E3%80%80',
  'a search with an unknown field': '/v1/movies?q=a&sql=1%3D1',
  'a search without a question': '/v1/movies',
  'a search for an infinite number': '/v1/movies?q=a&limit=1e999',
  'a search with a limit of NaN': '/v1/movies?q=a&limit=NaN',
  'a search with a list as its limit': '/v1/movies?q=a&limit[]=1',
  'films like a film of a broken percent-encoding': '/v1/movies/%zz/similar',
  'films like __proto__': '/v1/movies/__proto__/similar',
  'films like a NUL': '/v1/movies/%00/similar',
  'films like a film of 900 letters': `/v1/movies/${'x'.repeat(900)}/similar`,
  'films like nothing': '/v1/movies//similar',
  'a page of no size': '/v1/movies/1/similar?limit=0',
  'a page of a fraction': '/v1/movies/1/similar?limit=1.5',
  'a page of a hexadecimal size': '/v1/movies/1/similar?limit=0x10',
  'a page before the first': '/v1/movies/1/similar?offset=-1',
  'a page of fields of prototypes': '/v1/movies/1/similar?fields=__proto__',
  'a page of 5,000 fields': `/v1/movies/1/similar?fields=${'id,'.repeat(5_000)}id,x`,
  'a page that explains perhaps': '/v1/movies/1/similar?explain=yes',
  'a page with 1,000 parameters': `/v1/movies/1/similar?${'a=1&'.repeat(1_000)}`,
  'a model of a broken percent-encoding': '/v1/models/%',
  'a model version called __proto__': '/v1/models/__proto__',
  'a model version with a path': '/v1/models/..%2f..%2fsample.safetensors',
  'an inference model called __proto__': '/v2/models/__proto__',
  'an inference model of 10,000 letters': `/v2/models/${'x'.repeat(10_000)}`,
  'an inference version with a NUL': '/v2/models/movies/versions/%00',
  'an inference by GET': '/v2/models/movies/infer',
  'a file of the documentation elsewhere': '/docs/..%2f..%2fpackage.json',
  'a file of the documentation called __proto__': '/docs/__proto__',
  'a path of another host': 'http://evil.example/v1/movies/zzz',
  'a query of 15,000 letters behind nothing': `/nothing?${'x'.repeat(15_000)}`,
};

const HUGE_HEADER = `X-Padding: ${'x'.repeat(65_536)}`;

/** What is hardly HTTP at all; still, an answer can be given. */
const RAW: Readonly<Record<string, Buffer>> = {
  'a header of 64 KB': get('/livez', HUGE_HEADER),
  'a header of 64 KB before a body': post(LAB, '{"movie_id":1}', [JSON_TYPE, HUGE_HEADER]),
  'ten thousand headers': get(
    '/livez',
    ...Array.from({ length: 10_000 }, (_, i) => `X-${i}: ${i}`),
  ),
  'a request id over two lines': get('/livez', 'X-Request-Id: a\r\n Set-Cookie: a=b'),
  'a request id with a NUL': get('/livez', 'X-Request-Id: a\0b'),
  'a request id with a bare line end': get('/livez', 'X-Request-Id: a\rSet-Cookie: a=b'),
  'a header without a name': get('/livez', ': x'),
  'a header without a colon': get('/livez', 'X-Nothing'),
  'a header name with a space': get('/livez', 'X Y: z'),
  'a space before the colon': get('/livez', 'X-Y : z'),
  'no Host': Buffer.from('GET /livez HTTP/1.1\r\n\r\n'),
  'an expectation that cannot be met': post(LAB, '{"movie_id":1}', [JSON_TYPE, 'Expect: miracles']),
  'an unknown method': http('BREW', '/recommend', []),
  'a method in small letters': http('get', '/livez', []),
  'an unknown version': Buffer.from('GET /livez HTTP/9.9\r\nHost: x\r\n\r\n'),
  'a greeting in HTTP/2': Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'),
  'a greeting in TLS': Buffer.from('16030100c8010000c40303', 'hex'),
  'a greeting in SSH': Buffer.from('SSH-2.0-OpenSSH_9.9\r\n'),
  garbage: Buffer.from('\x00\x01\x02 garbage \xff\xfe\r\n\r\n', 'latin1'),
  'a megabyte of garbage': Buffer.alloc(MEGABYTE, 0x7f),
  'a line end first, then garbage': Buffer.from('\r\n\r\n!!!\r\n\r\n'),
  'a path with a NUL': http('GET', '/livez\0', []),
  'a path with a space': http('GET', '/live z', []),
  'a negative Content-Length': http('POST', LAB, [JSON_TYPE, 'Content-Length: -1']),
  'a Content-Length that is no number': http('POST', LAB, [JSON_TYPE, 'Content-Length: 1e1']),
  'two Content-Lengths': http('POST', LAB, [JSON_TYPE, 'Content-Length: 2', 'Content-Length: 3']),
  'a Content-Length of a gigabyte': http('POST', LAB, [JSON_TYPE, 'Content-Length: 1000000000']),
  'a Content-Length beyond all numbers': http('POST', LAB, [
    JSON_TYPE,
    'Content-Length: 99999999999999999999',
  ]),
  'a Content-Length that cuts the body short': http(
    'POST',
    LAB,
    [JSON_TYPE, 'Content-Length: 10'],
    '{"movie_id":1}',
  ),
  'Content-Length and chunks': http(
    'POST',
    LAB,
    [JSON_TYPE, 'Content-Length: 14', 'Transfer-Encoding: chunked'],
    '0\r\n\r\n',
  ),
  'chunks of no length': chunked(LAB, 'zz\r\n{}\r\n0\r\n\r\n'),
  'chunks of a negative length': chunked(LAB, '-5\r\n{"a":1}\r\n0\r\n\r\n'),
  'chunks that are longer than they say': chunked(LISTS, '2\r\n{"text":"x"}\r\n0\r\n\r\n'),
  'a chunk longer than a number can say': chunked(LISTS, `${'f'.repeat(17)}\r\n{`),
  'chunks with garbage behind': chunked(LISTS, '1\r\n{\r\nqq\r\n'),
  'a megabyte in chunks': chunked(LISTS, `f4240\r\n${' '.repeat(MEGABYTE)}\r\n0\r\n\r\n`),
  'chunks without a body': chunked(LAB, '0\r\n\r\n'),
  'an unknown transfer encoding': http('POST', LAB, [JSON_TYPE, 'Transfer-Encoding: gzip']),
  'chunked twice': http(
    'POST',
    LAB,
    [JSON_TYPE, 'Transfer-Encoding: chunked, chunked'],
    '0\r\n\r\n',
  ),
  'invalid UTF-8 as an id': post(LAB, Buffer.from('{"movie_id":"\xff\xfe"}', 'latin1')),
  'invalid UTF-8 in a text': post(LISTS, Buffer.from('{"text":"heist \xff"}', 'latin1')),
  'a body that is compressed': post(LAB, gzipSync('{"movie_id":1}'), [
    JSON_TYPE,
    'Content-Encoding: gzip',
  ]),
  'a bomb: 20 MB of spaces, compressed': post(LISTS, gzipSync(Buffer.alloc(20 * MEGABYTE, 0x20)), [
    JSON_TYPE,
    'Content-Encoding: gzip',
  ]),
  'UTF-16 that says so': post(LAB, Buffer.from('{"movie_id":1}', 'utf16le'), [
    'Content-Type: application/json; charset=utf-16',
  ]),
};

function chunked(path: string, body: string): Buffer {
  return http('POST', path, [JSON_TYPE, 'Transfer-Encoding: chunked'], body);
}

const METHODS = ['GET', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'QUERY', 'PURGE', 'MKCOL'];

/** Paths that are read and not written. */
const READABLE = [
  '/v1/movies?q=a',
  '/v1/movies/1',
  '/v1/movies/1/similar',
  '/v1/models',
  '/v1/models/x',
  '/v2',
  '/v2/models/movies',
  '/livez',
  '/readyz',
  '/healthz',
  '/openapi.json',
  '/docs',
];

/** Each must be refused with a problem. */
export const HOSTILE: readonly HostileRequest[] = [
  ...named(`POST ${LAB}`, ANY_BODY, (body) => post(LAB, body)),
  ...named(`POST ${LISTS}`, ANY_BODY, (body) => post(LISTS, body)),
  ...named('movie_id', MOVIE_IDS, (id) => post(LAB, `{"movie_id":${id.toString()}}`)),
  ...named('beside movie_id', LAB_MEMBERS, (member) =>
    post(LAB, `{"movie_id":1,${member.toString()}}`),
  ),
  ...named('beside text', LIST_MEMBERS, (member) =>
    post(LISTS, `{"text":"x",${member.toString()}}`),
  ),
  ...named(`POST ${BATCH}`, { ...ANY_BODY, ...BATCHES }, (body) => post(BATCH, body)),
  ...named(`POST ${FEEDBACK}`, { ...ANY_BODY, ...FEEDBACKS }, (body) => post(FEEDBACK, body)),
  ...named(`POST ${INFER}`, { ...ANY_BODY, ...INFERENCES }, (body) => post(INFER, body)),
  ...Object.entries(BODY_HEADERS).flatMap(([name, headers]) => [
    { name: `POST ${LAB}: ${name}`, bytes: post(LAB, '{"movie_id":1}', headers) },
    { name: `POST ${LISTS}: ${name}`, bytes: post(LISTS, '{"text":"heist"}', headers) },
    {
      name: `POST ${BATCH}: ${name}`,
      bytes: post(BATCH, '{"requests":[{"text":"heist"}]}', headers),
    },
    { name: `POST ${INFER}: ${name}`, bytes: post(INFER, `${TENSOR}"data":[1]}]}`, headers) },
  ]),
  ...METHODS.flatMap((method) =>
    [LAB, LISTS, BATCH, INFER].map((path) => ({
      name: `${method} ${path}`,
      bytes: http(method, path, [JSON_TYPE, 'Content-Length: 14'], '{"movie_id":1}'),
    })),
  ),
  ...['POST', 'PUT', 'DELETE', 'TRACE'].flatMap((method) =>
    READABLE.map((path) => ({
      name: `${method} ${path}`,
      bytes: http(method, path, [JSON_TYPE, 'Content-Length: 2'], '{}'),
    })),
  ),
  ...named('GET', PATHS, (path) => get(path.toString())),
  ...Object.entries(RAW).map(([name, bytes]) => ({ name, bytes })),
];

/** Bodies of lists that are refused inside a batch as they are alone. */
export const HOSTILE_LISTS: readonly (readonly [name: string, body: string])[] = Object.entries(
  LIST_MEMBERS,
).map(([name, member]) => [name, `{"text":"x",${member.toString()}}`]);

/** Each may be cut off without a word; what is said, if anything, is a problem. */
export const UNANSWERABLE: readonly HostileRequest[] = [
  { name: 'a tunnel', bytes: http('CONNECT', 'evil.example:443', []) },
  { name: 'half a request line', bytes: Buffer.from('GET /liv') },
  { name: 'half a head', bytes: Buffer.from('POST /recommend HTTP/1.1\r\nHost: x\r\nConte') },
  {
    name: 'half a body',
    bytes: http('POST', LAB, [JSON_TYPE, 'Content-Length: 14'], '{"mov'),
  },
  ...[LISTS, BATCH, INFER].flatMap((path) => [
    {
      name: `POST ${path}: half a body`,
      bytes: http('POST', path, [JSON_TYPE, 'Content-Length: 99'], '{"requests":[{"te'),
    },
    { name: `POST ${path}: chunks that never end`, bytes: chunked(path, '1\r\n{\r\n') },
    {
      name: `POST ${path}: chunked in HTTP/1.0`,
      bytes: Buffer.from(`POST ${path} HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{"a":`),
    },
  ]),
  { name: 'half a chunk', bytes: chunked(LISTS, 'ff\r\n{"text') },
  { name: 'nothing', bytes: Buffer.alloc(0) },
];
