import { noticeDelimiter } from './delimiter.js';

describe('noticeDelimiter', () => {
  it.each([
    [',', 'id,title\n1,Heat\n'],
    [';', 'id;title\n1;Heat\n'],
    ['\t', 'id\ttitle\n1\tHeat\n'],
    ['|', 'id|title\r1|Heat\r'],
    ['|', 'id|title|genres\n1|Heat|Crime, Drama\n2|Ran|War, Drama\n'],
    [';', 'id;name, year\n1;Heat\n2;Ran\n'],
    [';', 'id;title;"a,b,c"\n1;Heat;"x,y,z\n1,2,3"\n2;Ran;\n'],
    [',', 'id,title;x\n1,Heat;x\n'],
    [';', '\n\nid;title|x|y\n1;Heat\n2;Ran\n'],
    [';', 'id;title\tx\n1;Heat\tx\n2;Ran|\n3;Yi Yi\tx\n4;Ikiru\n'],
    ['|', 'a|b|c;d\n'],
  ])('finds %j in %j', (delimiter, sample) => {
    expect(noticeDelimiter(sample)).toBe(delimiter);
  });

  it.each(['', '\n', 'title\nHeat, the film\n', '"a;b"\n'])('takes the comma for %j', (sample) => {
    expect(noticeDelimiter(sample)).toBe(',');
  });
});
