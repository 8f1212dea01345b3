import { existsSync, globSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { parse } from 'yaml';
import { JOB } from './settings.ts';

interface Service {
  readonly build?: string;
  readonly image?: string;
  readonly command?: readonly string[];
  readonly ports?: readonly string[];
  readonly expose?: readonly string[];
  readonly volumes?: readonly string[];
  readonly depends_on?: readonly string[];
}
interface Compose {
  readonly services: Readonly<Record<'grafana' | 'prometheus' | 'recommender', Service>>;
  readonly volumes: Readonly<Record<string, unknown>>;
}

const read = (path: string): unknown => parse(readFileSync(path, 'utf8'));
const { services, volumes } = read('compose.yaml') as Compose;
const prometheus = read('monitoring/prometheus.yml') as {
  rule_files: string[];
  global: { scrape_interval: string };
  scrape_configs: { job_name: string; static_configs: { targets: string[] }[] }[];
};
const mounts = (service: Service) =>
  (service.volumes ?? []).map((volume) => {
    const [source, target, mode = 'rw'] = volume.split(':');
    return { source, target, mode };
  });
/** The file or folder of the repository that a container sees at that path. */
const behind = (service: Service, path: string): string | undefined => {
  const mount = mounts(service).find(
    ({ target }) => path === target || path.startsWith(`${target}/`),
  );
  return mount && posix.join(mount.source, path.slice(mount.target.length));
};

describe('compose.yaml', () => {
  it.each(Object.entries(services))(
    '%s mounts only what is there, and files read-only',
    (_, service) => {
      for (const { source, mode } of mounts(service)) {
        const isFile = source.startsWith('./');
        expect([source, isFile ? existsSync(source) : source in volumes]).toEqual([source, true]);
        if (isFile) expect([source, mode]).toEqual([source, 'ro']);
      }
      for (const other of service.depends_on ?? []) expect(Object.keys(services)).toContain(other);
      expect(service.build ?? service.image).toMatch(/^(?:\.|[\w/-]+:v?\d+\.\d+\.\d+)$/u);
    },
  );

  it('publishes the service, and Prometheus and Grafana on this machine alone; no port twice', () => {
    const ports = Object.values(services).flatMap(({ ports = [] }) => ports);
    expect(ports).toEqual(['3000:3000', '127.0.0.1:9090:9090', '127.0.0.1:3001:3000']);
    expect(services.recommender.expose).toEqual(['9464']);
  });

  it('gives Prometheus its configuration and the committed rules', () => {
    const flag = '--config.file=';
    const config = services.prometheus.command?.find((part) => part.startsWith(flag)) ?? '';
    expect(behind(services.prometheus, config.slice(flag.length))).toBe(
      'monitoring/prometheus.yml',
    );
    const [pattern] = prometheus.rule_files;
    const rules = behind(services.prometheus, posix.join('/etc/prometheus', pattern)) ?? '';
    expect(globSync(rules).length).toBeGreaterThanOrEqual(3);
  });

  it('lets Prometheus scrape the service under the name that the rules select by', () => {
    expect(prometheus.scrape_configs).toEqual([
      { job_name: JOB, static_configs: [{ targets: ['recommender:9464'] }] },
    ]);
  });

  it('gives Grafana its data source and the committed dashboards', () => {
    const folder = behind(services.grafana, '/etc/grafana/provisioning') ?? '';
    const [source] = (
      read(`${folder}/datasources/prometheus.yaml`) as {
        datasources: { type: string; url: string; jsonData: { timeInterval: string } }[];
      }
    ).datasources;
    expect(source).toMatchObject({ type: 'prometheus', url: 'http://prometheus:9090' });
    expect(source.jsonData.timeInterval).toBe(prometheus.global.scrape_interval);
    const [provider] = (
      read(`${folder}/dashboards/movie-recommender.yaml`) as {
        providers: { options: { path: string } }[];
      }
    ).providers;
    const dashboards = behind(services.grafana, provider.options.path) ?? '';
    expect(globSync(`${dashboards}/*.json`).length).toBeGreaterThanOrEqual(2);
  });
});
