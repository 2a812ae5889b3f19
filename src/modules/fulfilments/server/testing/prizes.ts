import { expect } from 'vitest';
import { testContext } from '../../../../../tests/setup/context.ts';
import { fulfilmentsForDesk, type ListedCall } from '../index.ts';
import { apply, decideAndAnnounce, makeCall, makePerson, makePrizes, testJobs } from '../testing.ts';

/** For tests: a call with prizes and one beside it, everybody of their desk, and people whom a decision has reached. */
export async function prizesGround() {
	const ctx = await testContext({ jobs: testJobs(), at: Date.parse('2021-10-10T09:00:00+08:00') });
	const { edition, call } = await makePrizes(ctx);
	const otherCall = await makeCall(ctx, edition, { slug: 'others', numberPrefix: 'O' });
	const somebody = (
		name: 'organiser' | 'secretary' | 'chair' | 'liaison',
		type: 'edition' | 'call' = 'edition',
		id = edition,
	) => makePerson(ctx, { given: name, family: 'Desk' }, undefined, { name, type, id });
	const organiser = await somebody('organiser');
	const secretary = await somebody('secretary');
	const chair = await somebody('chair');
	const liaison = await somebody('liaison');
	const liaisonOfOther = await somebody('liaison', 'call', otherCall);
	const other = await makePerson(ctx, { given: 'Some', family: 'Body' });
	const rows = async (statement: string, values: unknown[] = []) => (await ctx.byHand(statement, values)).rows;
	const listed: ListedCall[] = [call, otherCall].map((id, i) => ({
		id,
		editionId: edition,
		organisationId: 'organisation1',
		title: { en: 'Call' },
		slug: i === 0 ? 'prizes' : 'others',
	}));
	const upload = async (text: string) => ({
		...(await ctx.files.put(new TextEncoder().encode(text))),
		mediaType: 'text/plain',
		name: 'proof.txt',
	});

	let people = 0;
	async function decided(outcome: 'first' | 'partner' | 'waiting', answer = true, of = call) {
		people += 1;
		const author = await makePerson(ctx, { given: `Given${people}`, family: 'Family' });
		const application = await apply(ctx, of, author);
		const confirmedBy = outcome === 'partner' && answer ? { confirmedBy: author } : {};
		await decideAndAnnounce(ctx, organiser, application, outcome, {
			...(outcome === 'first' ? { amount: 5000 } : {}),
			...confirmedBy,
		});
		await ctx.runJobs();
		return { author, application };
	}
	const linesOf = async (application: string) =>
		(await fulfilmentsForDesk(ctx, organiser, application)) ?? expect.fail();
	async function lineOf(application: string, kind: string): Promise<string> {
		const line = (await linesOf(application)).find((one) => one.kind === kind);
		return line?.id ?? expect.fail(`no ${kind}`);
	}
	const statesOf = async (application: string) =>
		Object.fromEntries((await linesOf(application)).map(({ kind, state }) => [kind, state]));
	return {
		ctx,
		edition,
		call,
		somebody,
		organiser,
		secretary,
		chair,
		liaison,
		liaisonOfOther,
		other,
		rows,
		listed,
		upload,
		decided,
		linesOf,
		lineOf,
		statesOf,
	};
}
