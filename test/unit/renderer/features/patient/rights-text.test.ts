import { describe, expect, it } from 'vitest';
import { rightsText } from '../../../../../renderer/features/patient/rights-text.ts';

describe('what the patient opposed in a closed episode', () => {
  it('is named inside a sentence, « MSSanté » as it is written', () => {
    const { feeding, mssPatient } = rightsText.purposeNames('F');
    expect(rightsText.opposedThen('F', [feeding.name, mssPatient.name])).toBe('Opposée : alimentation, MSSanté à la patiente.');
    expect(rightsText.opposedThen('M', [])).toBe('Le patient n’y avait exprimé aucune opposition.');
  });
});
