import type { Session } from '../../session/session.ts';
import type { Trace } from '../journal/trace.ts';
import { act } from '../acting.ts';

interface ChooseSituationPorts {
  readonly session: Pick<Session, 'choose' | 'open'>;
  readonly trace: Pick<Trace, 'add'>;
  readonly now: () => Date;
}

/** The activity under which the holder of the card works, when it names several. @throws PosteError SESSION_SITUATION */
export function chooseSituation({ session, trace, now }: ChooseSituationPorts) {
  return ({ index }: { readonly index: number }): void => {
    session.choose(index);
    const { open } = session;
    // Under a card that names nobody, nobody is there yet.
    if (open === null) return;
    trace.add(
      act(open, now(), {
        act: 'session.situation',
        label: `Situation d’exercice choisie : ${open.situation.structureName}`,
        patientId: null,
      }),
    );
  };
}
