import { rolloutSchema } from '#contracts';
import type { ObservedRollout } from '../decide/index.js';
import { type ConfigMap, ROLLOUT_KEY } from '../kinds.js';

export function observedRollout(configMap: ConfigMap | undefined): ObservedRollout {
  const text = configMap?.data?.[ROLLOUT_KEY];
  if (text === undefined) return { state: 'absent' };
  try {
    return { state: 'read', rollout: rolloutSchema.parse(JSON.parse(text)) };
  } catch (error) {
    const problem = `${ROLLOUT_KEY} cannot be read: ${String(error).slice(0, 500)}`;
    return { state: 'unreadable', problem };
  }
}
