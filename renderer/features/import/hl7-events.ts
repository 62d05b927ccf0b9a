/** Events of HL7 v2 messages that the import does not take, in words (HL7 v2.5 table 0003; IHE PAM, French extension). */
const EVENTS: Readonly<Record<string, string>> = {
  A05: 'pré-admission',
  A06: 'externe devenu hospitalisé',
  A07: 'hospitalisé devenu externe',
  A09: 'départ du patient',
  A10: 'arrivée du patient',
  A12: 'mutation annulée',
  A14: 'admission prévue',
  A15: 'mutation prévue',
  A16: 'sortie prévue',
  A17: 'échange de lits',
  A18: 'rapprochement d’identités',
  A21: 'départ en permission',
  A22: 'retour de permission',
  A24: 'lien entre deux patients',
  A25: 'sortie prévue annulée',
  A26: 'mutation prévue annulée',
  A27: 'admission prévue annulée',
  A29: 'identité supprimée',
  A37: 'lien entre deux patients défait',
  A38: 'pré-admission annulée',
  A44: 'séjours donnés à un autre patient',
  A45: 'séjour donné à un autre dossier',
  A46: 'changement de numéro de patient',
  A47: 'changement de numéro de patient',
  A49: 'changement de numéro de dossier administratif',
  A50: 'changement de numéro de venue',
  A51: 'changement de numéro de venue',
  A52: 'permission annulée',
  A53: 'retour de permission annulé',
  A54: 'changement de médecin responsable',
  A55: 'changement de médecin responsable annulé',
  Z99: 'mouvement corrigé',
};

/** `ADT^A05` -> « ADT^A05 : pré-admission »; as it is when nothing says what it tells. */
export function eventWords(event: string): string {
  const word = event.startsWith('ADT^') ? EVENTS[event.slice(4)] : undefined;
  return word === undefined ? event : `${event} : ${word}`;
}
