import { KeyRound } from 'lucide-react';
import { useAnswer } from '../../client/queries.ts';
import { connectMss } from '../../client/session.ts';
import { Button } from '../../ui/Button.tsx';
import { documentsText as words } from './text.ts';

/** « Connecter », beside what waits for MSSanté; nothing while the login is under way. */
export function ConnectMss() {
  const login = useAnswer('session.state', null).data?.mss.state;
  if (login !== 'closed' && login !== 'failed') return null;
  return (
    <Button icon={KeyRound} onPress={() => void connectMss()}>
      {words.connect}
    </Button>
  );
}
