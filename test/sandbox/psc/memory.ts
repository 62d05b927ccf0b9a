import type { Adapter, AdapterPayload } from 'oidc-provider';

/** Storage of the identity provider: a map per sandbox, forgotten with it. */
export function memoryAdapter(): (name: string) => Adapter {
  const everything = new Map<string, AdapterPayload>();
  const grants = new Map<string, Set<string>>();
  return (name) => {
    const key = (id: string): string => `${name}:${id}`;
    const findBy = (field: 'uid' | 'userCode', value: string): AdapterPayload | undefined =>
      [...everything].find(([k, payload]) => k.startsWith(`${name}:`) && payload[field] === value)?.[1];
    return {
      upsert: async (id, payload) => {
        everything.set(key(id), payload);
        if (payload.grantId !== undefined) {
          const members = grants.get(payload.grantId) ?? new Set<string>();
          grants.set(payload.grantId, members.add(key(id)));
        }
      },
      find: async (id) => everything.get(key(id)),
      findByUid: async (uid) => findBy('uid', uid),
      findByUserCode: async (userCode) => findBy('userCode', userCode),
      consume: async (id) => {
        const payload = everything.get(key(id));
        if (payload !== undefined) payload.consumed = Math.floor(Date.now() / 1000);
      },
      destroy: async (id) => {
        everything.delete(key(id));
      },
      revokeByGrantId: async (grantId) => {
        for (const member of grants.get(grantId) ?? []) everything.delete(member);
        grants.delete(grantId);
      },
    };
  };
}
