import { describe, expect, it } from 'vitest';
import { pdfFileName } from '../../../shared/domain/mss/file-name.ts';
import { personLabel } from '../../../shared/domain/mss/sender-label.ts';
import { documentSubject } from '../../../shared/domain/mss/subject.ts';

const zoe = { birthName: 'Martin', firstName: 'Zoé', birthDate: '1988-10-12', replaces: false };

describe('the subject of a message that carries documents', () => {
  it('follows the grammar of the référentiel', () => {
    expect(documentSubject({ ...zoe, typeLabels: ['CR de consultation'] })).toBe('XDM/1.0/DDM+CR de consultation MARTIN Zoe 12/10/1988');
  });

  it('cuts the label at 40 characters', () => {
    const subject = documentSubject({ ...zoe, typeLabels: ['Compte rendu ou fiche de consultation ou de visite'] });
    expect(subject).toBe('XDM/1.0/DDM+Compte rendu ou fiche de consultation ou MARTIN Zoe 12/10/1988');
  });

  it('counts the documents when there are several', () => {
    expect(documentSubject({ ...zoe, typeLabels: ['A', 'B', 'C'] })).toBe('XDM/1.0/DDM+3 documents MARTIN Zoe 12/10/1988');
  });

  it('puts the correction mark after the prefix, on which gateways route', () => {
    expect(documentSubject({ ...zoe, typeLabels: ['CR'], replaces: true })).toBe(
      'XDM/1.0/DDM+[Annule et remplace] CR MARTIN Zoe 12/10/1988',
    );
  });

  it.each(['1988', '1988-10', '1988-00-00'])('leaves an incomplete birth date out: %s', (birthDate) => {
    expect(documentSubject({ ...zoe, typeLabels: ['CR'], birthDate })).toBe('XDM/1.0/DDM+CR MARTIN Zoe');
  });

  it('writes names without accents, ligatures spelt out', () => {
    expect(documentSubject({ ...zoe, typeLabels: ['CR'], birthName: 'Lœuf-Ñañez d’Été' })).toContain(" LOEUF-NANEZ D'ETE Zoe ");
  });
});

describe('the name of a PDF', () => {
  const cr = { actDate: '2024-03-05', typeLabel: 'CR de consultation', birthName: 'Martin', firstName: 'Zoé', recordNumber: null };

  it('is date, type, name and first name', () => {
    expect(pdfFileName(cr)).toBe('20240305_CR de consultation_MARTIN_ZOÉ.pdf');
  });

  it('takes the local date of an instant', () => {
    expect(pdfFileName({ ...cr, actDate: '2024-03-05T00:30:00+01:00' })).toMatch(/^20240305_/);
  });

  it('ends with the record number when there is one', () => {
    expect(pdfFileName({ ...cr, recordNumber: '12345' })).toBe('20240305_CR de consultation_MARTIN_ZOÉ_12345.pdf');
  });

  it('lets no field break the grammar or the file system', () => {
    expect(pdfFileName({ ...cr, typeLabel: 'CR_a/b:\\c\r\n"d"' })).toBe('20240305_CR a-b--c -d-_MARTIN_ZOÉ.pdf');
  });

  it('tells two documents of one type and day apart', () => {
    const first = pdfFileName(cr);
    expect(pdfFileName(cr, new Set([first]))).toBe('20240305_CR de consultation (2)_MARTIN_ZOÉ.pdf');
  });
});

describe('the label of a personal mailbox', () => {
  it('is title, first name, NAME and entity joined by underscores', () => {
    expect(personLabel({ title: 'Dr', given: 'Lea', family: 'Martin', entity: 'Cabinet du Port' })).toBe('Dr_Lea_MARTIN_Cabinet du Port');
  });

  it('needs only the names', () => {
    expect(personLabel({ title: null, given: 'Lea', family: 'Martin', entity: null })).toBe('Lea_MARTIN');
  });

  it('keeps the separator for itself', () => {
    expect(personLabel({ title: null, given: 'Lea', family: 'Martin', entity: 'Cabinet_du_Port' })).toBe('Lea_MARTIN_Cabinet du Port');
  });
});
