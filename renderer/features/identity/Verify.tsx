import { ShieldQuestion } from 'lucide-react';
import { useCallback, useState } from 'react';
import { call } from '../../client/client.ts';
import { put } from '../../client/queries.ts';
import { identityActs as words } from './text.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { useAction } from '../../ui/useAction.ts';

/** Asks INSi whether matricule and traits still go together. */
export function Verify({ id }: { readonly id: string }) {
  const [said, setSaid] = useState<string | null>(null);
  const verify = useAction(
    useCallback(
      async (live: () => boolean) => {
        const { outcome, patient } = await call('patients.verifyIns', { id });
        put('patients.get', { id }, patient);
        if (live()) setSaid(words.verified[outcome]);
      },
      [id],
    ),
  );
  return (
    <div className="verify">
      <Button icon={ShieldQuestion} pending={verify.busy} onPress={() => void verify.run()}>
        {verify.busy ? words.verifying : words.verify}
      </Button>
      <p role="status">{said}</p>
      {verify.error === null ? null : <ErrorBox error={verify.error} />}
    </div>
  );
}
