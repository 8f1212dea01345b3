import { KubeConfig, KubernetesObjectApi } from '@kubernetes/client-node';
import { type ApiServer, describeApiServer, startApiServer } from '../support/api-server.js';

describeApiServer('the API server that tests start', () => {
  let server: ApiServer;
  beforeAll(async () => {
    server = await startApiServer();
  }, 90_000);
  afterAll(() => server.stop());

  const clientFor = (user?: string): KubernetesObjectApi => {
    const config = new KubeConfig();
    config.loadFromString(server.kubeconfig(user));
    return KubernetesObjectApi.makeApiClient(config);
  };
  const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'default' } };

  it('answers its administrator', async () => {
    const { metadata } = await clientFor().read(namespace);
    expect(metadata?.name).toBe('default');
  });

  it('refuses somebody without permissions', async () => {
    await expect(clientFor('nobody').read(namespace)).rejects.toMatchObject({ code: 403 });
  });
});
