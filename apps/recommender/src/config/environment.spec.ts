import { environmentSchema } from '#contracts';
import { describeEnvironment, EnvironmentError, readEnvironment } from './environment.js';

describe('readEnvironment', () => {
  it('has a default for every setting', () => {
    expect(Object.keys(readEnvironment({}))).toEqual(Object.keys(environmentSchema.shape));
  });

  it('reads numbers as numbers and takes an empty variable for none', () => {
    expect(readEnvironment({ PORT: '8080', METRICS_PORT: '  ', LOG_LEVEL: '' })).toMatchObject({
      PORT: 8080,
      METRICS_PORT: 9464,
      LOG_LEVEL: 'info',
    });
  });

  it.each([
    { PORT: '65536' },
    { PORT: '1.5' },
    { PORT: 'http' },
    { BODY_LIMIT_BYTES: '0' },
    { SHUTDOWN_DELAY_MS: '-1' },
    { LOG_LEVEL: 'loud' },
    { MODEL_NAME: 'My Model' },
    { RATE_LIMIT_PER_MINUTE: '-1' },
    { MAX_CONNECTIONS: '0' },
    { TRUST_PROXY: '11' },
    { TRUST_PROXY: '-1' },
    { TRUST_PROXY: 'true' },
    { TRUST_PROXY: '10.0.0.0/33' },
    { TRUST_PROXY: '10.0.0.0/8,' },
    { TRUST_PROXY: 'proxy.example' },
  ])('refuses %j and names it', (variables) => {
    const [[name, value]] = Object.entries(variables);
    expect(() => readEnvironment(variables)).toThrow(EnvironmentError);
    expect(() => readEnvironment(variables)).toThrow(`${name}=${value}`);
  });

  it.each([
    ['0', 0],
    ['2', 2],
    ['loopback', ['loopback']],
    ['10.0.0.0/8, 192.0.2.1,2001:db8::/32', ['10.0.0.0/8', '192.0.2.1', '2001:db8::/32']],
  ])('reads whom to trust: %j', (TRUST_PROXY, trusted) => {
    expect(readEnvironment({ TRUST_PROXY }).TRUST_PROXY).toEqual(trusted);
  });

  it('names all bad settings in one message', () => {
    const read = () => readEnvironment({ PORT: '-1', LOG_LEVEL: 'loud', HOST: 'ok' });
    expect(read).toThrow(/PORT=-1[^]*LOG_LEVEL=loud/);
  });
});

describe('describeEnvironment', () => {
  it('names every setting with its default', () => {
    const text = describeEnvironment();
    for (const [name, fallback] of Object.entries(readEnvironment({})))
      expect(text).toMatch(new RegExp(`${name} [^]*?default: ${String(fallback) || 'none'}`));
  });
});
