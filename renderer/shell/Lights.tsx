import { CircleCheck, CircleDashed, CircleMinus, CircleX, RefreshCw, type LucideIcon } from 'lucide-react';
import { useRef, useState } from 'react';
import { Button as AriaButton, Dialog, Heading, Popover } from 'react-aria-components';
import type { ServiceLight } from '../../shared/contract/services.ts';
import type { SessionState } from '../../shared/contract/session.ts';
import { sessionText } from '../features/session/text.ts';
import { frameText } from './text.ts';
import { Button } from '../ui/Button.tsx';
import { Detail } from '../ui/Detail.tsx';
import { moment } from '../ui/moment.ts';
import { useAnswer } from '../client/queries.ts';
import { checkServices } from '../client/session.ts';

const icons: Readonly<Record<ServiceLight['state'], LucideIcon>> = {
  up: CircleCheck,
  down: CircleX,
  unknown: CircleDashed,
  off: CircleMinus,
};
const tones = { up: 'ok', down: 'bad', unknown: 'off', off: 'off' } as const;

/** A service that waits for its login is shown by what connects it: nothing green beside it. A fault of the service is said all the same. */
const isToConnect = ({ name, state }: ServiceLight, login: SessionState['mss'] | null): boolean =>
  name === 'MSSanté' && login !== null && login.state !== 'open' && (state === 'up' || state === 'unknown');

/**
 * The lights of the national services: an icon and words in the top bar, the reason and what to do behind each.
 *
 * @param login second login, that of MSSanté, of the session in force; null without one.
 */
export function Lights({ login }: { readonly login: SessionState['mss'] | null }) {
  const lights = (useAnswer('services.state', null).data?.lights ?? []).filter((light) => !isToConnect(light, login));
  return (
    <div className="lights" role="group" aria-label={frameText.services}>
      {lights.map((light) => (
        <Light key={light.name} light={light} login={light.name === 'MSSanté' && login?.state === 'open' ? login : null} />
      ))}
    </div>
  );
}

/** Nothing else is held while the reason is open: it is not modal. */
function Light({ light, login }: { readonly light: ServiceLight; readonly login: SessionState['mss'] | null }) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const Icon = light.checking ? RefreshCw : icons[light.state];
  const word = frameText.light[light.state];
  const cause = light.cause === null ? null : frameText.causes[light.cause].short;
  const name = login === null || light.state === 'down' ? light.name : sessionText.mss.open;
  const label = `${name} : ${word}${cause === null ? '' : ` (${cause})`}${light.checking ? `, ${frameText.checking}` : ''}`;
  return (
    <>
      <AriaButton
        ref={button}
        className="light"
        data-tone={tones[light.state]}
        aria-label={label}
        aria-haspopup="dialog"
        aria-expanded={open}
        onPress={() => setOpen(!open)}
      >
        <Icon size={15} className={light.checking ? 'turns' : undefined} />
        <span>
          {name}
          {light.state === 'up' || light.state === 'unknown' ? '' : ` · ${cause ?? word}`}
        </span>
      </AriaButton>
      <Popover
        className="popover light-popover"
        triggerRef={button}
        isOpen={open}
        onOpenChange={setOpen}
        placement="bottom start"
        offset={6}
        isNonModal
      >
        <Dialog className="light-dialog">
          <Heading slot="title" level={2}>
            {light.name}
          </Heading>
          {login === null ? null : <p>{sessionText.mss.mailbox(login.mailbox)}</p>}
          <Verdict light={light} />
        </Dialog>
      </Popover>
    </>
  );
}

function Verdict({ light }: { readonly light: ServiceLight }) {
  const { state, cause, error, checkedAt, checking } = light;
  const Icon = icons[state];
  const why = cause === null ? null : frameText.causes[cause];
  const when = checking ? frameText.checking : checkedAt === null ? frameText.neverChecked : frameText.checkedAt(moment(checkedAt));
  return (
    <>
      <div role="status" className="light-verdict">
        <p className="mark" data-tone={tones[state]}>
          <Icon size={16} />
          <span>{why === null ? capital(frameText.light[state]) : why.title}</span>
        </p>
        {why === null ? (
          state === 'down' ? null : (
            <p>{frameText.lightNotes[state]}</p>
          )
        ) : (
          <>
            <p>{why.meaning}</p>
            <p className="light-action">{why.action}</p>
          </>
        )}
        {state === 'off' ? null : <p className="quiet">{when}</p>}
      </div>
      {error === null ? null : (
        <Detail code={error.code} detail={error.detail}>
          <p>{error.message}</p>
        </Detail>
      )}
      {state === 'off' ? null : (
        <Button icon={RefreshCw} pending={checking} onPress={() => void checkServices()}>
          {checking ? frameText.checking : frameText.checkNow}
        </Button>
      )}
    </>
  );
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
