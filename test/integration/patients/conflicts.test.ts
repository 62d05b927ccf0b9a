import { expect, it } from 'vitest';
import { describeFaults, type Post } from '../../faults/post.ts';
import { csvFile, give } from './files.ts';

describeFaults('a contradiction in the work list', (bench) => {
  const opened = async (): Promise<Post> => {
    const post = await bench().post();
    await post.open();
    return post;
  };

  it('has the numbers that its record holds beside the one that came, and a matricule of a qualified identity alone', async () => {
    const post = await opened();
    const id = await post.qualified();
    const line = { ipp: 'K1', birthName: 'PAT-TROIS', firstNames: 'DOMINIQUE MARIE-LOUISE', birthDate: '28/03/1979' };
    await give(post.client, csvFile([line, { ipp: 'K2', birthName: 'ALPHAND', firstNames: 'ANNE' }]));
    await give(
      post.client,
      csvFile([
        { ...line, birthName: 'ZOLAND', firstNames: 'MARC', sex: 'M' },
        { ipp: 'K2', birthName: 'ZOLAND', firstNames: 'MARC', sex: 'M' },
      ]),
    );
    const { conflicts } = await post.client.call('worklists.get', null);
    const { ins } = await post.client.call('patients.get', { id });
    const of = (name: string) => conflicts.find(({ rows }) => rows[0]?.birthName === name);
    expect(of('PAT-TROIS')?.held).toEqual([{ matricule: `${ins?.display ?? ''} ${ins?.key ?? ''}`, numbers: ['K1'] }]);
    expect(of('ALPHAND')?.held).toEqual([{ matricule: null, numbers: ['K2'] }]);
    expect(of('ALPHAND')?.acts).toEqual(['create']);
  });
});
