import { describe, expect, it } from 'vitest';
import type { CardHolder, CardSituation, PublicCard } from '../../../electron/card/types.ts';
import { rightsSession } from '../../../electron/session/rights.ts';
import { rolesOfSession } from '../../../electron/wiring/vihf-roles.ts';
import { presentCard } from '../../setup/public-card.ts';

const PRACTICE: CardSituation = { index: 1, structureIdNat: '499900000017001', structureName: 'Cabinet du Port', sector: 'SA07' };
const G15 = '1.2.250.1.71.1.2.7';

function rolesOf(type: PublicCard['type'], changes: Partial<CardHolder>, staffRole = '331'): string[] {
  const whole = presentCard('1');
  const card: PublicCard = { ...whole, type, holder: { ...whole.holder, ...changes } };
  const rights = rightsSession(card, PRACTICE, card.holder.idNat, { '899900000058': 'A' });
  return rolesOfSession({ card, rights }, staffRole).map(({ code, codeSystem }) => `${code} ${codeSystem}`);
}

describe('the roles of a session in its VIHF', () => {
  it('are a doctor’s profession and skill', () => {
    const skill = { code: 'SM26', displayName: 'Médecine Générale', codeSystem: '1.2.250.1.71.4.2.5' };
    expect(rolesOf('CPS', { skill })).toEqual([`10 ${G15}`, 'SM26 1.2.250.1.71.4.2.5']);
  });

  it('are a pharmacist’s profession and section of the Order, which the card does not carry', () => {
    const profession = { code: '21', displayName: 'Pharmacien', codeSystem: G15 };
    expect(rolesOf('CPS', { idNat: '899900000058', profession })).toEqual([`21 ${G15}`, 'A 1.2.250.1.71.4.2.6']);
    expect(rolesOf('CPS', { idNat: '899900000066', profession })).toEqual([`21 ${G15}`]);
  });

  it('are what the settings say of staff, named by their card or not', () => {
    expect(rolesOf('CPE', { profession: null })).toEqual(['331 1.2.250.1.213.1.6.1.107']);
    expect(rolesOf('CPE', { profession: null, nominative: false }, '326')).toEqual(['326 1.2.250.1.213.1.6.1.107']);
  });
});
