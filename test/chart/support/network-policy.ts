type Labels = Readonly<Record<string, string>>;
interface Selector {
  readonly matchLabels?: Labels;
}
interface PolicyPeer {
  readonly namespaceSelector?: Selector;
  readonly podSelector?: Selector;
  readonly ipBlock?: unknown;
}
interface Rule {
  readonly ports?: readonly { readonly port: string | number }[];
  readonly from?: readonly PolicyPeer[];
  readonly to?: readonly PolicyPeer[];
}
export interface PolicySpec {
  readonly policyTypes: readonly string[];
  readonly ingress?: readonly Rule[];
  readonly egress?: readonly Rule[];
}

/** A pod at the other end. */
export interface Peer {
  readonly namespace: string;
  readonly labels: Labels;
}

/**
 * What a policy lets through, as the documentation of Kubernetes defines it: a rule without peers is
 * for all, a peer without a namespace selector is in the policy's own namespace.
 *
 * @param ports names and numbers that mean the port
 */
export function allows(
  spec: PolicySpec,
  way: 'in' | 'out',
  peer: Peer,
  ports: readonly (string | number)[],
  ownNamespace: string,
): boolean {
  const rules = (way === 'in' ? spec.ingress : spec.egress) ?? [];
  return rules.some((rule) => {
    const peers = (way === 'in' ? rule.from : rule.to) ?? [];
    const isPort = rule.ports === undefined || rule.ports.some(({ port }) => ports.includes(port));
    return isPort && (peers.length === 0 || peers.some((each) => isPeer(each, peer, ownNamespace)));
  });
}

function isPeer(stated: PolicyPeer, { namespace, labels }: Peer, ownNamespace: string): boolean {
  if (stated.ipBlock !== undefined) return false;
  const isNamespace =
    stated.namespaceSelector === undefined
      ? namespace === ownNamespace
      : matches(stated.namespaceSelector, { 'kubernetes.io/metadata.name': namespace });
  return isNamespace && matches(stated.podSelector ?? {}, labels);
}

const matches = ({ matchLabels = {} }: Selector, labels: Labels): boolean =>
  Object.entries(matchLabels).every(([name, value]) => labels[name] === value);
