import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { documentType, documentTypes } from '../../../shared/codes/index.ts';
import { documentForm } from '../../../shared/contract/documents.ts';
import { patientPreview, type PatientPreviewInput } from '../../../shared/domain/documents/patient-preview.ts';
import { MAX_TITLE, titleFromFileName, titleLength, titleProblem } from '../../../shared/domain/documents/title.ts';
import { hiddenCharacter } from '../../../shared/domain/hidden-character.ts';
import { proposeTypes } from '../../../shared/domain/documents/type-proposal.ts';
import {
  defaultVisibility,
  flagsOf,
  flagsProblem,
  isForDmp,
  visibilityExplanations,
  visibilityOf,
  visibilityProblem,
} from '../../../shared/domain/documents/visibility.ts';
import { visibilities, type Visibility } from '../../../shared/domain/record/document.ts';
import type { VisibilityFlag } from '../../../shared/domain/types.ts';

const flags: readonly VisibilityFlag[] = ['MASQUE_PS', 'INVISIBLE_PATIENT', 'INVISIBLE_REPRESENTANTS_LEGAUX'];

describe('the title', () => {
  it.each([
    ['', 'TITLE_EMPTY'],
    [' \n ', 'TITLE_EMPTY'],
    ['x'.repeat(128), null],
    ['x'.repeat(129), 'TITLE_TOO_LONG'],
    ['é'.repeat(128), null],
    ['🩺'.repeat(128), null],
    [` ${'x'.repeat(128)} `, null],
    ['CR de\nconsultation', 'TITLE_CHARACTER'],
    ['CR\u0000', 'TITLE_CHARACTER'],
    ['CR \u202Efdp', 'TITLE_CHARACTER'],
    ['CR\u200B', 'TITLE_CHARACTER'],
    ['CR\u00ADx', 'TITLE_CHARACTER'],
    ['CR\u2028x', 'TITLE_CHARACTER'],
    ['CR\uD800', 'TITLE_CHARACTER'],
    ['CR\u3164x', 'TITLE_CHARACTER'],
    ['CR\u2800x', 'TITLE_CHARACTER'],
    ['CR d’échographie « été » – n° 2', null],
    ['CR de consultation', null],
  ])('R-019: %j has the problem %s', (title, code) => {
    expect(titleProblem(title)?.code ?? null).toBe(code);
  });

  it('R-019: has one count of characters, for the field, the draft, the document', () => {
    expect([titleLength('🩺'), titleLength(' é '), titleLength('')]).toEqual([1, 1, 0]);
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 200 }), (title) => {
        expect(titleProblem(title)?.code === 'TITLE_TOO_LONG').toBe(
          titleLength(title) > MAX_TITLE && hiddenCharacter(title.trim()) === null,
        );
      }),
    );
    expect(
      documentForm.safeParse({ type: null, title: '🩺'.repeat(1000), date: '2026-03-02', visibility: 'visible', recipients: [] }).success,
    ).toBe(true);
    expect(
      documentForm.safeParse({ type: null, title: '🩺'.repeat(1001), date: '2026-03-02', visibility: 'visible', recipients: [] }).success,
    ).toBe(false);
  });

  it('R-019: too long says by how much, and is not cut', () => {
    expect(titleProblem('x'.repeat(140))).toMatchObject({
      message: 'Le titre compte 140 caractères ; le DMP en admet 128.',
      path: '/title',
    });
  });
});

describe('visibility', () => {
  it.each([
    ['visible', []],
    ['invisible-patient', ['INVISIBLE_PATIENT']],
    ['invisible-representatives', ['INVISIBLE_REPRESENTANTS_LEGAUX']],
    ['masked', ['MASQUE_PS']],
  ] as const)('%s is written %j, and read back', (mode, written) => {
    expect(flagsOf(mode)).toEqual(written);
    expect(visibilityOf(written)).toBe(mode);
    expect(visibilityOf([...written, ...written])).toBe(mode);
    expect(isForDmp(mode)).toBe(true);
  });

  it('R-020: for professionals only is never for the DMP', () => {
    expect(isForDmp('professionals-only')).toBe(false);
    expect(flagsOf('professionals-only')).toEqual([]);
  });

  it('of several flags has no single mode', () => {
    for (const a of flags) for (const b of flags) if (a !== b) expect(visibilityOf([a, b])).toBeNull();
  });

  it('R-030, R-031: invisible to the patient and masked together are refused, unless the DMP allows it', () => {
    const both = ['INVISIBLE_PATIENT', 'MASQUE_PS'] as const;
    expect(flagsProblem(both, { minor: false, cumulAllowed: false })?.code).toBe('FLAGS_INCOMPATIBLE');
    expect(flagsProblem(both, { minor: false, cumulAllowed: true })).toBeNull();
  });

  it('R-032: invisible to representatives is for a minor only', () => {
    expect(visibilityProblem('invisible-representatives', '11488-4', { minor: false })?.code).toBe('VISIBILITY_MINOR_ONLY');
    expect(visibilityProblem('invisible-representatives', '11488-4', { minor: true })).toBeNull();
  });

  it('R-039: a vaccination note is always visible, constitutional genetics never sent', () => {
    const accepted = (type: string): Visibility[] => visibilities.filter((mode) => visibilityProblem(mode, type, { minor: true }) === null);
    expect(accepted('87273-9')).toEqual(['visible']);
    expect(accepted('51969-4')).toEqual(['professionals-only']);
    expect(accepted('11488-4')).toEqual([...visibilities]);
  });

  it.each([
    ['57833-6', 'visible'],
    ['57832-8', 'visible'],
    ['57828-6', 'visible'],
    ['PRESC-BIO', 'visible'],
    ['PRESC-KINE', 'visible'],
    ['PRESC-INF', 'visible'],
    ['55115-0', 'visible'],
    ['11490-0', 'visible'],
    ['34874-8', 'visible'],
    ['11488-4', 'visible'],
    ['11502-2', 'visible'],
    ['18748-4', 'visible'],
    ['60568-3', 'invisible-patient'],
    ['34794-8', 'invisible-patient'],
    ['18776-5', 'visible'],
    ['51969-4', 'professionals-only'],
    ['96349-6', 'visible'],
    ['87273-9', 'visible'],
    ['60591-5', 'visible'],
    ['59283-2', 'visible'],
    ['89601-9', 'visible'],
    ['CERT_DECL', 'visible'],
  ])('R-039: the default of %s is %s', (code, mode) => {
    const type = documentType(code);
    expect(type === null ? null : defaultVisibility(type)).toBe(mode);
  });

  it('R-036: invisible is not a default of the types the advice says nothing of', () => {
    for (const type of documentTypes.filter(({ defaultSending }) => defaultSending === null))
      expect(defaultVisibility(type)).toBe('visible');
  });

  it('every default is a mode accepted for its type', () => {
    for (const type of documentTypes) expect(visibilityProblem(defaultVisibility(type), type.code, { minor: false })).toBeNull();
  });

  it('R-040: each choice carries its explanation', () => {
    expect(new Set(visibilities.map((mode) => visibilityExplanations[mode])).size).toBe(visibilities.length);
  });
});

describe('what the patient will see', () => {
  const see = (changed: Partial<PatientPreviewInput> = {}): string =>
    patientPreview({
      visibility: 'visible',
      title: 'CR de cardiologie',
      category: 'Compte rendu',
      minor: false,
      sex: 'M',
      author: 'Dr Paule DURAND',
      today: '2026-11-30',
      toDmp: true,
      professionals: [],
      ...changed,
    }).join('\n');

  it('says title, category, when, notification and trace', () => {
    expect(see()).toBe(
      '« CR de cardiologie », rubrique Compte rendu, dès l’envoi.\nPatient notifié par e-mail ou sur le téléphone, sans mention du contenu.\nLe dépôt par Dr Paule DURAND est tracé dans l’historique d’activité.',
    );
  });

  it('R-033, R-034: invisible says both dates in calendar months, and no notification now', () => {
    const text = see({ visibility: 'invisible-patient' });
    expect(text).toContain('ne le voit pas à l’envoi');
    expect(text).toContain('d’office le 28/02/2027');
    expect(text).toContain('le 30/12/2026');
    expect(text).toContain('Aucune notification à l’envoi');
    expect(text).not.toContain('Patient notifié');
  });

  it('R-033: invisible to representatives leaves them no trace and no notification', () => {
    const text = see({ visibility: 'invisible-representatives', minor: true });
    expect(text).toContain('pour le mineur seul');
    expect(text).toContain('Aucune notification');
    expect(text).toContain('rien n’apparaît dans « Mon histoire de santé »');
  });

  it('R-033: masked is seen by the patient, the author and the médecin traitant', () => {
    const text = see({ visibility: 'masked' });
    expect(text).toContain('seuls l’auteur et le médecin traitant');
    expect(text).toContain('Patient notifié');
  });

  it('speaks of a woman as of a woman', () => {
    expect(see({ sex: 'F' })).toContain('Patiente notifiée');
    expect(see({ sex: 'F', visibility: 'masked' })).toContain('La patiente le verra');
    expect(see({ sex: 'F', visibility: 'invisible-patient' })).toMatch(/la patiente ne le voit pas[\s\S]*Elle le verra/);
    expect(see({ sex: 'F', minor: true, visibility: 'invisible-representatives' })).toContain('pour la mineure seule');
  });

  it('names the representatives of a minor', () => {
    expect(see({ minor: true })).toContain('Représentants légaux notifiés');
    expect(see({ minor: true, visibility: 'invisible-patient' })).toContain('ni le mineur ni ses représentants légaux');
  });

  it('R-020: says that nothing is deposited for professionals only', () => {
    expect(see({ visibility: 'professionals-only' })).toBe('Rien : le document n’est pas déposé dans Mon espace santé.');
  });

  it('promises nothing when the DMP channel does not leave', () => {
    const text = see({ toDmp: false });
    expect(text).toContain('ne part pas vers Mon espace santé');
    expect(text).not.toContain('notifié');
  });

  it('says to whom else it goes', () => {
    expect(see({ professionals: ['Dr Luc AUBERT'] })).toContain('Envoyé aussi par MSSanté à Dr Luc AUBERT.');
    expect(see({ professionals: ['Dr A', 'Dr B'] })).toContain('Envoyé aussi à 2 professionnels par MSSanté : Dr A, Dr B.');
  });

  it('says something of an untitled document', () => {
    expect(see({ title: ' ', category: null })).toContain('« Sans titre », dès l’envoi.');
  });
});

describe('the proposed type', () => {
  const known = (code: string): boolean => documentType(code) !== null;
  const propose = (title: string) => proposeTypes([{ text: title, from: 'text' }], known)[0] ?? null;

  it.each([
    ['Ordonnance périndopril', '57833-6'],
    ['Ordonnance de biologie', 'PRESC-BIO'],
    ['Prescription kinésithérapie', 'PRESC-KINE'],
    ['Ordonnance infirmière', 'PRESC-INF'],
    ['Demande de radiographie', '55115-0'],
    ['Arrêt de travail', 'PRESC-AAT'],
    ['CR de consultation de cardiologie', '11488-4'],
    ['Compte rendu opératoire', '34874-8'],
    ['Compte-rendu d’hospitalisation', '34112-3'],
    ['Résultats de laboratoire', '11502-2'],
    ['Bilan sanguin', '11502-2'],
    ['Échographie abdominale', '18748-4'],
    ['IRM cérébrale', '18748-4'],
    ['Anatomopathologie : biopsie cutanée', '60568-3'],
    ['RCP de cancérologie', '34794-8'],
    ['Lettre de liaison', '11490-0'],
    ['Lettre d’adressage au Dr Benali', '96349-6'],
    ['Courrier à un confrère', '96349-6'],
    ['Certificat médical d’aptitude', '89601-9'],
    ['Certificat de scolarité', 'CERT_DECL'],
    ['Note de vaccination', '87273-9'],
    ['Volet de synthèse médicale', '60591-5'],
    ['Génétique moléculaire', '51969-4'],
    ['Directives anticipées', 'EXPPAT_3'],
  ])('R-016: of « %s » is %s', (title, type) => {
    expect(propose(title)).toEqual({ type, from: 'text' });
  });

  it.each(['Document', 'microbiote', 'croissance', 'ordonnateur', ''])('of « %s » is none', (title) => {
    expect(propose(title)).toBeNull();
  });

  it('is read where it is said first, the others after it', () => {
    const sources = [
      { text: 'Numérisation 12', from: 'title' },
      { text: 'OrdonnanceMartin', from: 'file-name' },
      { text: 'Compte rendu de consultation', from: 'text' },
      { text: 'IRM, biopsie', from: 'text' },
    ] as const;
    expect(proposeTypes(sources, known)).toEqual([
      { type: '57833-6', from: 'file-name' },
      { type: '11488-4', from: 'text' },
      { type: '60568-3', from: 'text' },
    ]);
  });

  it('is never a code that the list does not have', () => {
    expect(proposeTypes([{ text: 'Ordonnance', from: 'text' }], (code) => code !== '57833-6')).toEqual([]);
  });

  it('comes with a title made of the file name', () => {
    expect(titleFromFileName('CR_de__consultation.pdf')).toBe('CR de consultation');
    expect(titleFromFileName('\u200ECR\u202Eope\u0000ratoire.pdf')).toBe('CR ope ratoire');
  });
});
