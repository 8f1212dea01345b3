import { describeEnvironment, EnvironmentError, readEnvironment } from './environment.js';

describe("the operator's environment", () => {
  it('has a default for every setting, and tells it in the help', () => {
    const text = describeEnvironment();
    for (const [name, fallback] of Object.entries(readEnvironment({})))
      expect(text).toMatch(new RegExp(`${name} [^]*?default: ${String(fallback) || 'none'}`));
  });

  it('reads namespaces as a list, and none as all', () => {
    expect(readEnvironment({ WATCH_NAMESPACES: 'one, two' }).WATCH_NAMESPACES).toEqual([
      'one',
      'two',
    ]);
    expect(readEnvironment({ WATCH_NAMESPACES: ' ' }).WATCH_NAMESPACES).toEqual([]);
  });

  it.each([
    { WATCH_NAMESPACES: 'One' },
    { WORKERS: '0' },
    { HEALTH_PORT: 'http' },
    { LEADER_ELECTION: 'yes' },
    { PROMETHEUS_URL: 'prometheus:9090' },
    { LEASE_DURATION_MS: '100' },
  ])('refuses %j and names it', (variables) => {
    const [[name, value]] = Object.entries(variables);
    expect(() => readEnvironment(variables)).toThrow(EnvironmentError);
    expect(() => readEnvironment(variables)).toThrow(`${name}=${value}`);
  });
});
