import { trainingJob } from '../../apps/operator/src/training/index.js';
import { JOB_SAMPLES, jobRequest } from '../../apps/operator/src/training/testing/job-samples.js';
import { type ApiAnswer, type ApiRequest, apiRequest } from '../support/api-request.js';
import { type ApiServer, describeApiServer, startApiServer } from '../support/api-server.js';

const NAMESPACE = 'films';
const JOBS = `/apis/batch/v1/namespaces/${NAMESPACE}/jobs`;
const PODS = `/api/v1/namespaces/${NAMESPACE}/pods`;
const TRIAL = 'fieldValidation=Strict&dryRun=All';

interface PodSpec {
  readonly securityContext: object;
  readonly volumes: readonly object[];
}
type Request = (typeof JOB_SAMPLES)[number][1];

/** What the Job controller would make of the Job: nothing does so here. */
function podOf(request: Request, change: Readonly<Record<string, unknown>> = {}): object {
  const { template } = trainingJob(request).spec as { template: { spec: PodSpec } };
  const metadata = { name: 'trial', namespace: NAMESPACE };
  return { apiVersion: 'v1', kind: 'Pod', metadata, spec: { ...template.spec, ...change } };
}

describeApiServer(
  'training Jobs, in a namespace that enforces what Pod Security calls restricted',
  () => {
    let server: ApiServer;
    let send: ApiRequest;

    beforeAll(async () => {
      server = await startApiServer();
      send = apiRequest(server);
      const labels = { 'pod-security.kubernetes.io/enforce': 'restricted' };
      const namespace = {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name: NAMESPACE, labels },
      };
      const priority = {
        apiVersion: 'scheduling.k8s.io/v1',
        kind: 'PriorityClass',
        metadata: { name: 'training' },
        value: 1,
      };
      await created(send('POST', '/api/v1/namespaces', namespace));
      await created(send('POST', '/apis/scheduling.k8s.io/v1/priorityclasses', priority));
    }, 120_000);
    afterAll(() => server.stop());

    it.each(JOB_SAMPLES)(
      'the Job %s is taken, each of its fields and its pod too',
      async (_, request) => {
        const job = await send('POST', `${JOBS}?${TRIAL}`, trainingJob(request));
        expect(job).toMatchObject({ code: 201 });
        const pod = await send('POST', `${PODS}?${TRIAL}`, podOf(request));
        expect(pod).toMatchObject({ code: 201 });
      },
    );

    it('a pod that may be root is refused, so the others were looked at', async () => {
      const pod = podOf(jobRequest(), { securityContext: { runAsUser: 0 } });
      const { code, body } = await send('POST', `${PODS}?${TRIAL}`, pod);
      expect(code).toBe(403);
      expect(body.message).toContain('violates PodSecurity "restricted:latest"');
    });

    it('a field that is not there is refused, so the others are', async () => {
      const job = trainingJob(jobRequest());
      const { code, body } = await send('POST', `${JOBS}?${TRIAL}`, {
        ...job,
        spec: { ...job.spec, retries: 2 },
      });
      expect(code).toBe(400);
      expect(body.message).toContain('unknown field "spec.retries"');
    });

    it('a second Job of the same training is refused, whoever sends it', async () => {
      await created(send('POST', JOBS, trainingJob(jobRequest())));
      expect(await send('POST', JOBS, trainingJob(jobRequest()))).toMatchObject({
        code: 409,
        body: { reason: 'AlreadyExists' },
      });
    });
  },
);

async function created(answer: Promise<ApiAnswer>): Promise<void> {
  expect(await answer).toMatchObject({ code: 201 });
}
