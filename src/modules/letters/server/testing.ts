import { expect } from 'vitest';
import { system } from '#core/access/index.ts';
import { attachAddress } from '#core/identity/index.ts';
import { inProject } from '#core/paths/index.ts';
import { decide, saveCallFromBundle } from '#modules/calls/server/index.ts';
import { makeApplication, notingJobs, person } from '#modules/calls/server/testing.ts';
import { sampleCall, samplePerson } from '#modules/calls/testing.ts';
import { importBundle } from '#modules/editions/server/index.ts';
import { testContext } from '../../../../tests/setup/context.ts';
import { letterJobHandlers, lettersOfApplication, sendBatch } from './index.ts';

/** For tests: the edition as it is imported with its letters, its desk, and people who applied and were decided about. */
export async function lettersGround() {
	const ctx = await testContext({ jobs: { ...notingJobs().handlers, ...letterJobHandlers } });
	const submitted = Date.parse('2021-10-10T09:00:00+08:00');
	const decided = Date.parse('2021-10-28T09:00:00+08:00');

	const { editionId } = await importBundle(ctx, system('test'), inProject('editions/ipspace-2021'), {
		calls: { save: async () => undefined, read: async () => [], moveWindow: async () => undefined },
	});
	const edition = editionId as string;
	const at = { relation: 'organiser', on: 'edition', id: edition } as const;
	const organiser = person('organiser', at);
	const secretary = person('secretary', { ...at, relation: 'secretary' });
	const chair = person('chair', { ...at, relation: 'chair' });
	const rows = async (statement: string, values: unknown[] = []) => (await ctx.byHand(statement, values)).rows;

	let calls = 0;
	/** A call of this edition whose outcomes name the edition's own letters, and letters of its own if any are given. */
	async function makeCall(own: Pick<typeof sampleCall, 'letters'> = {}): Promise<string> {
		const [stage] = sampleCall.stages;
		const letters: Record<string, string> = {
			talk: 'accepted-talk',
			'poster-instead': 'poster-offered',
			reject: 'rejected',
		};
		const outcomes = stage?.outcomes.map((outcome) => ({
			...outcome,
			...(letters[outcome.id] ? { letter: letters[outcome.id] } : {}),
		}));
		calls += 1;
		const saved = await saveCallFromBundle(ctx, system('test'), {
			edition,
			organisation: 'organisation1',
			call: {
				...sampleCall,
				...own,
				slug: `abstracts-${calls}`,
				stages: [{ ...stage, outcomes } as (typeof sampleCall.stages)[number]],
			},
			tracks: [],
			outside: [],
		});
		return saved.call;
	}

	let people = 0;
	async function apply(
		call: string,
		decision: { outcome: string; reason?: string; conditions?: string } | null,
		title = 'Bone loss',
	) {
		ctx.setNow(submitted);
		people += 1;
		const author = person(`author${people}`);
		const address = `author${people}@university.example`;
		await attachAddress(ctx, `author${people}`, address, { verified: true });
		const authors = [{ ...samplePerson, given: `Given${people}`, family: 'Family', email: address }];
		const { application } = await makeApplication(ctx, call, author, { authors, title });
		ctx.setNow(decided);
		const determination = decision ? await decide(ctx, organiser, { application, ...decision }) : '';
		return { author, address, application, determination };
	}

	const mails = () => rows("select * from mail where kind = 'letter' order by to_address");
	const send = (call: string, ...list: { determination: string }[]) =>
		sendBatch(ctx, secretary, { callId: call, determinations: list.map(({ determination }) => determination) });
	const only = async (application: string) => {
		const [found, ...more] = await lettersOfApplication(ctx, application);
		expect(more).toEqual([]);
		return found ?? expect.fail('no letter');
	};
	return { ctx, decided, edition, organiser, secretary, chair, rows, makeCall, apply, mails, send, only };
}
