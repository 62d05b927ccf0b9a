import type { LocalSex } from '../types.ts';
import { personWords } from '../words/person.ts';
import type { Visibility } from '../record/document.ts';
import { addMonths, frenchDate } from '../ins/dates.ts';

export interface PatientPreviewInput {
  readonly visibility: Visibility;
  readonly title: string;
  /** Class of the type: the category in « Mon espace santé »; null until a type is chosen. */
  readonly category: string | null;
  readonly minor: boolean;
  readonly sex: LocalSex;
  /** « Dr Paule DURAND ». */
  readonly author: string;
  /** Day of the deposit, `YYYY-MM-DD`. */
  readonly today: string;
  /** Whether the DMP will take it; otherwise the patient sees nothing there. */
  readonly toDmp: boolean;
  /** Professionals who receive it by MSSanté. */
  readonly professionals: readonly string[];
}

/** What the patient will see, said before sending (renderer/README 1, fifth principle): one sentence per fact, per R-033 and R-034. */
export function patientPreview(input: PatientPreviewInput): readonly string[] {
  const sent = input.toDmp && input.visibility !== 'professionals-only';
  return [...(sent ? inMonEspaceSante(input) : [notThere(input.visibility)]), ...others(input.professionals)];
}

function inMonEspaceSante({ visibility, title, category, minor, sex, author, today }: PatientPreviewInput): string[] {
  const document = `« ${title.trim() === '' ? 'Sans titre' : title.trim()} »${category === null ? '' : `, rubrique ${category}`}`;
  const { the, The, She, agreed } = personWords(sex);
  const child = `${sex === 'M' ? 'le' : 'la'} ${agreed('mineur')}`;
  const people = minor ? `${sex === 'M' ? 'Le' : 'La'} ${agreed('mineur')} et ses représentants légaux` : The;
  const trace = `Le dépôt par ${author} est tracé dans l’historique d’activité.`;
  switch (visibility) {
    case 'invisible-patient':
      return [
        `${document} : ${minor ? `ni ${child} ni ses représentants légaux ne le voient` : `${the} ne le voit pas`} à l’envoi. Les professionnels autorisés le voient.`,
        `${minor ? 'Ils le verront' : `${She} le verra`} dès que vous le rendrez visible, et d’office le ${frenchDate(addMonths(today, 3))}.`,
        `Aucune notification à l’envoi ; le ${frenchDate(addMonths(today, 1))}, une invitation à consulter un professionnel si le document reste invisible.`,
      ];
    case 'invisible-representatives':
      return [
        `${document}, dès l’envoi, pour ${child} ${agreed('seul')}.`,
        'Ses représentants légaux ne le voient pas ; rien n’apparaît dans « Mon histoire de santé ».',
        'Aucune notification à l’envoi.',
      ];
    case 'masked':
      return [
        `${document}, dès l’envoi.`,
        `${people} ${minor ? 'le verront' : 'le verra'} ; parmi les professionnels, seuls l’auteur et le médecin traitant.`,
        notification(minor, sex),
        trace,
      ];
    case 'visible':
    case 'professionals-only':
      return [`${document}, dès l’envoi.`, notification(minor, sex), trace];
  }
}

const notification = (minor: boolean, sex: LocalSex): string =>
  `${minor ? 'Représentants légaux notifiés' : `${personWords(sex).noun} ${personWords(sex).agreed('notifié')}`} par e-mail ou sur le téléphone, sans mention du contenu.`;

const notThere = (visibility: Visibility): string =>
  visibility === 'professionals-only'
    ? 'Rien : le document n’est pas déposé dans Mon espace santé.'
    : 'Rien pour l’instant : le document ne part pas vers Mon espace santé (voir Envoi).';

function others(professionals: readonly string[]): string[] {
  if (professionals.length === 0) return [];
  return [
    `${professionals.length === 1 ? 'Envoyé aussi' : `Envoyé aussi à ${professionals.length} professionnels`} par MSSanté${professionals.length === 1 ? ` à ${professionals[0]}` : ` : ${professionals.join(', ')}`}.`,
  ];
}
