import { StoreError } from './errors.js';
import { openStore } from './open-store.js';
import { parseStoreUrl } from './store-url.js';

describe('the address of a store', () => {
  it.each([
    ['models', { kind: 'file', path: 'models' }],
    ['./a b/c', { kind: 'file', path: './a b/c' }],
    ['/var/models', { kind: 'file', path: '/var/models' }],
    ['file:///var/my%20models', { kind: 'file', path: '/var/my models' }],
    ['s3://films', { kind: 's3', bucket: 'films', prefix: '', pathStyle: false }],
    ['s3://films/', { kind: 's3', bucket: 'films', prefix: '', pathStyle: false }],
    ['s3://films/a/b', { kind: 's3', bucket: 'films', prefix: 'a/b/', pathStyle: false }],
    ['s3://films//a/b//', { kind: 's3', bucket: 'films', prefix: 'a/b/', pathStyle: false }],
    [
      's3://films/a?endpoint=https://s3.example.com:9000&pathStyle=true&region=eu-west-1',
      {
        kind: 's3',
        bucket: 'films',
        prefix: 'a/',
        endpoint: 'https://s3.example.com:9000',
        pathStyle: true,
        region: 'eu-west-1',
      },
    ],
  ])('%s', (text, address) => {
    expect(parseStoreUrl(text)).toEqual(address);
  });

  it.each([
    ['', /not named: expected a path, file:\/\/\/path or s3:/u],
    ['gs://films', /gs:\/\/films is of an unknown kind: expected/u],
    ['https://films', /of an unknown kind/u],
    ['s3://', /not a URL|no bucket/u],
    ['s3:///a', /no bucket/u],
    ['s3://films?pathstyle=true', /unknown parameter "pathstyle"/u],
    ['s3://films?pathStyle=yes', /pathStyle of the store is "yes", expected true or false/u],
    ['s3://films?secretKey=x', /unknown parameter "secretKey"/u],
    ['s3://films?endpoint=localhost', /endpoint of the store is "localhost", expected http/u],
    ['s3://films/%E0%A4', /not a URL/u],
    ['file://host/share', /file:\/\/host\/share.*expected/u],
  ])('is refused when it is %j', (text, reason) => {
    expect(() => parseStoreUrl(text)).toThrow(StoreError);
    expect(() => parseStoreUrl(text)).toThrow(reason);
  });

  it('is refused when it holds credentials, without repeating them', async () => {
    await expect(openStore('s3://key:hush@films/a')).rejects.toThrow(
      /belong into the environment/u,
    );
    await expect(openStore('s3://key:hush@films/a')).rejects.not.toThrow(/hush/u);
  });
});
