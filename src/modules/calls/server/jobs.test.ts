import { expect, it } from 'vitest';
import { attachAddress } from '#core/identity/index.ts';
import { testContext } from '../../../../tests/setup/context.ts';
import { sampleCall } from '../testing.ts';
import { jobHandlers, postMessage } from './index.ts';
import { makeApplication, makeCall, person, secretary } from './testing.ts';

const ctx = await testContext({ jobs: jobHandlers, at: Date.parse('2021-10-10T09:00:00+08:00') });
const call = await makeCall(ctx, { contact: 'desk@symposium.example', title: sampleCall.title });

it('a receipt and notices of messages go out by mail, once each', async () => {
	await ctx.byHand(
		`insert into person (id, names, titles, affiliations, sample, created_at, changed_at) select 'author', '{}', '{"en":[],"zh":[]}', '[]', true, $1, $1`,
		['2021-10-01T00:00:00Z'],
	);
	await attachAddress(ctx, 'author', 'ada@university.example', { verified: true });
	const author = person('author');
	const { application, number } = await makeApplication(ctx, call, author, { title: 'On <bones>' });
	await postMessage(ctx, secretary, { application, as: 'desk', text: 'A question.' });
	await postMessage(ctx, author, { application, as: 'applicant', text: 'An answer.' });
	await ctx.runJobs();
	await jobHandlers['calls.receipt']?.(ctx, { application, version: 1 });
	const mails = (
		await ctx.byHand(
			'select kind, to_address, to_name, subject, text, reply_to from mail order by kind desc, to_address',
		)
	).rows;
	expect(mails.map((mail) => [mail.kind, mail.to_address])).toEqual([
		['receipt', 'ada@university.example'],
		['message', 'ada@university.example'],
		['message', 'desk@symposium.example'],
	]);
	const [receipt, question, answer] = mails;
	expect(receipt).toMatchObject({ to_name: 'Ada Example', subject: `Received: On <bones> (${number})` });
	expect(receipt.reply_to.address).toBe('desk@symposium.example');
	expect(receipt.text).toContain('15 October 2021, 23:59');
	expect(receipt.text).toContain(`http://orrery.test/me/applications/${application}`);
	expect(question.text).toContain('A question.');
	expect(answer.text).toContain('An answer.');
});
