import successions from '../../codes/department-successions.json' with { type: 'json' };

const today = new Map(successions.communes.map((commune) => [commune.former, commune.today]));
/** Départements of Algeria, protectorates of Morocco and Tunisia: a code each, which looks like that of a commune. */
const formerCountries = new Set(successions.departments.flatMap(({ former }) => (former.length === 5 ? [former] : [])));

/**
 * Whether two different codes may be those of one commune: a merged commune keeps its département (project rule), and
 * the COG tells which départements, or communes alone, changed code. A country has one code but Algeria, Morocco and
 * Tunisia, which had others before their independence.
 */
export function mayBeOnePlace(one: string, other: string): boolean {
  return departmentOf(one) === departmentOf(other) || succeeds(one, other) || succeeds(other, one);
}

/** Overseas, a département or a collectivité is told by three characters; a country by all five. */
function departmentOf(cog: string): string {
  if (cog.startsWith('99') || formerCountries.has(cog)) return cog;
  return cog.slice(0, /^9[78]/.test(cog) ? 3 : 2);
}

function succeeds(former: string, later: string): boolean {
  const whole = successions.departments.some(
    (one) =>
      former.startsWith(one.former) && !one.kept.some((kept) => former.startsWith(kept)) && one.successors.includes(departmentOf(later)),
  );
  return whole || today.get(former) === later;
}
