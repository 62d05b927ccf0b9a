/** Words of the list of sends. */
export const outboxText = {
  title: 'À envoyer',
  note: (pending: number, held: number, attention: number) =>
    [
      pending + held === 0 ? 'rien en attente' : pending === 0 ? null : `${pending} en cours`,
      held === 0 ? null : held === 1 ? '1 retenu' : `${held} retenus`,
      ...(attention === 0 ? [] : [`${attention} à revoir`]),
    ]
      .filter((part) => part !== null)
      .join(' · '),
  empty: 'Aucun envoi.',
  emptyHelp: 'Les documents validés apparaissent ici, avec l’état de chaque canal.',
  columns: { document: 'Document et patient', recipient: 'Destinataire', state: 'État', actions: 'Actions' },
  attention: (n: number) => (n < 2 ? `${n} envoi demande votre attention` : `${n} envois demandent votre attention`),
  open: 'Ouvrir le document',
  choose: 'Choisissez un envoi dans la liste : son état et ce que vous pouvez faire s’affichent ici.',
  reason: 'Pourquoi',
  doubted: {
    title: (n: number) => (n === 1 ? 'Un envoi est retenu' : `${n} envois sont retenus`),
    why: (n: number) =>
      `Les données de ce poste viennent d’une copie : ${n === 1 ? 'il est peut-être déjà parti' : 'ils sont peut-être déjà partis'}. Au DMP, le logiciel vérifie d’abord ; un message MSSanté peut arriver deux fois.`,
    others: (n: number) =>
      n === 1
        ? 'Un envoi attend la décision de la personne qui l’a validé.'
        : `${n} envois attendent la décision de la personne qui les a validés.`,
    send: (n: number) => (n === 1 ? 'Le faire partir' : 'Les faire partir'),
    leave: 'Ne pas envoyer',
    leaveConfirm: (n: number) => (n === 1 ? 'Abandonner définitivement l’envoi' : `Abandonner définitivement les ${n} envois`),
    sent: (n: number) =>
      n === 1
        ? 'Envoi relancé : il part dans la session de qui l’a validé.'
        : `${n} envois relancés : ils partent dans la session de qui les a validés.`,
    left: (n: number) => (n === 1 ? 'Envoi abandonné.' : `${n} envois abandonnés.`),
  },
} as const;
