import type { Rollout } from '#contracts';
import { shortId } from '#model';

/** What a version is in service as, in words; several, one or none. */
export function rolesOf(rollout: Rollout, id: string): string[] {
  const { stable, candidate, shadow, weight, previous, removing } = rollout;
  const roles: readonly (readonly [boolean, string])[] = [
    [stable === id, 'stable'],
    [candidate === id, `candidate ${weight} %`],
    [shadow === id, 'shadow'],
    [previous.includes(id), 'previous'],
    [removing.includes(id), 'being deleted'],
  ];
  return roles.filter(([holds]) => holds).map(([, role]) => role);
}

/** One line for each version that may be asked, and one for those that can be returned to. */
export function formatRollout(model: string, rollout: Rollout): string {
  const { stable, candidate, shadow, weight, previous } = rollout;
  const lines = [
    `stable     ${stable === undefined ? 'none' : shortId(stable)}`,
    candidate === undefined ? '' : `candidate  ${shortId(candidate)}, ${weight} % of the traffic`,
    shadow === undefined ? '' : `shadow     ${shortId(shadow)}`,
    previous.length === 0 ? '' : `previous   ${previous.map(shortId).join(', ')}`,
  ];
  return [`${model}:`, ...lines.filter((line) => line !== '').map((line) => `  ${line}`)].join(
    '\n',
  );
}
