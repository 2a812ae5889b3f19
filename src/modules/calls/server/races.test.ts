import { beforeAll, describe, expect, it } from 'vitest';
import { visitor } from '#core/access/index.ts';
import { transaction } from '#core/context/index.ts';
import { newId } from '#core/ids/index.ts';
import { testContext } from '../../../../tests/setup/context.ts';
import { formEntries } from '../answers.ts';
import {
	acceptInvite,
	answerAttestation,
	callForVisitor,
	confirmBulk,
	inviteMember,
	previewBulk,
	readBulkAct,
	saveDraft,
	startChange,
	startDraft,
	submit,
	submitAtOnce,
} from './index.ts';
import { jobHandlers } from './jobs.ts';
import { findDraft } from './load-draft.ts';
import { edition, organiser } from './testing.ts';
import { entry, formOf, handIn, makeSmallCall, secretsTo, somebody } from './testing-people.ts';

/* Two at the same moment, each in the order of locks that the other one takes too: nobody waits for ever, nothing is lost. */

const ctx = await testContext({ jobs: jobHandlers, at: Date.parse('2021-10-10T09:00:00+08:00') });
type Somebody = Awaited<ReturnType<typeof somebody>>;
let ada: Somebody;
let ben: Somebody;
let call: string;
const both = (en: string) => ({ en, zh: `${en}（中文）` });
const secretIn = (path: string) => path.slice(path.lastIndexOf('/') + 1);
const entries = async (title: string) => formEntries(await formOf(ctx, call), { title });
const aMoment = () => new Promise((resolve) => setTimeout(resolve, 300));

/** What the other one does while this one has begun and waits: he holds the lock, lets this one run into it, and goes on. */
async function meanwhile<T>(
	lock: (tx: typeof ctx) => Promise<unknown>,
	begin: () => Promise<T>,
	goOn: (tx: typeof ctx) => Promise<unknown>,
): Promise<T> {
	let begun: Promise<T> | undefined;
	await transaction(ctx, async (inner) => {
		const tx = inner as typeof ctx;
		await lock(tx);
		begun = begin();
		begun.catch(() => undefined);
		await aMoment();
		await goOn(tx);
	});
	return begun as Promise<T>;
}

beforeAll(async () => {
	ada = await somebody(ctx, 'ada@races.example', 'Ada', 'Marsh');
	ben = await somebody(ctx, 'ben@races.example', 'Ben', 'Moor');
	call = await makeSmallCall(ctx, 'races');
});

describe('a draft that two write', () => {
	const shared = async (title: string, joined = true) => {
		const { draft } = await startDraft(ctx, ada, { call, locale: 'en', entries: await entries(title) });
		const made = await inviteMember(ctx, ada, { draft, name: '', address: '', locale: 'en' });
		if (joined) await acceptInvite(ctx, ben, { secret: secretIn(made.path) });
		return { draft, secret: secretIn(made.path) };
	};

	it('is handed in while somebody accepts to write it: he has a part in what it became', async () => {
		const { draft, secret } = await shared('Accepted late', false);
		let receipt = { application: '' };
		const accepted = await meanwhile(
			(tx) => findDraft(tx, draft, { lock: true }),
			() => acceptInvite(ctx, ben, { secret }),
			async (tx) => {
				receipt = await submit(tx, ada, { draft });
			},
		);
		expect(accepted).toEqual({ to: 'application', application: receipt.application });
	});

	it('is handed in by both: one application, and both read its receipt', async () => {
		const { draft } = await shared('Twice');
		const [one, two] = await Promise.all([submit(ctx, ada, { draft }), submit(ctx, ben, { draft })]);
		expect(two?.application).toBe(one?.application);
		expect([one?.again, two?.again].sort()).toEqual([false, true]);
	});

	it('is handed in between two looks of a save: what the other one wrote is a conflict that shows both', async () => {
		const { draft } = await shared('Saved late');
		const saved = await meanwhile(
			(tx) => findDraft(tx, draft, { lock: true }),
			async () => saveDraft(ctx, ben, { draft, revision: 1, entries: await entries('Ben goes on') }),
			(tx) => submit(tx, ada, { draft }),
		);
		expect(saved).toMatchObject({ saved: false, theirs: { title: 'Saved late' }, yours: { title: 'Ben goes on' } });
	});
});

it('two clicks without script where one has one place only are one application', async () => {
	await makeSmallCall(ctx, 'single', { perPerson: 1 });
	const of = await callForVisitor(ctx, { editionId: edition, call: 'single' });
	if (!of) throw new Error('no call');
	const input = { call: of, once: newId(), locale: 'en', entries: formEntries(of.form, { title: 'Once' }) } as const;
	const [one, two] = await Promise.all([submitAtOnce(ctx, ada, input), submitAtOnce(ctx, ada, input)]);
	expect(two?.application).toBe(one?.application);
});

it('many are withdrawn while one of them is changed: it stays, and is named', async () => {
	const { application } = await handIn(ctx, call, ada, { title: 'Withdrawn never' });
	const { draft } = await startChange(ctx, ada, { application });
	const act = await previewBulk(ctx, organiser, {
		desk: edition,
		select: { query: '"withdrawn never"' },
		action: { kind: 'withdraw' },
	});
	await meanwhile(
		(tx) => findDraft(tx, draft, { lock: true }),
		() => confirmBulk(ctx, organiser, { desk: edition, act }),
		(tx) => submit(tx, ada, { draft }),
	);
	const done = await readBulkAct(ctx, organiser, { desk: edition, act });
	expect(done.rows).toMatchObject([{ refusal: 'changed-since' }]);
});

it('a guardian answers while those who are asked are brought up to date', async () => {
	const guarded = await makeSmallCall(ctx, 'guarded', {
		fields: [
			{ id: 'young', kind: 'yes-no', label: both('Under 18') },
			{
				id: 'guardian',
				kind: 'person-list',
				label: both('Guardian'),
				needs: ['family', 'email'],
				presenter: 'none',
				min: 0,
			},
		],
		minors: { field: 'young', is: ['yes'] },
		attestations: [
			{ id: 'consent', label: both('Consent'), request: both('Please consent.'), from: 'guardian', guardian: {} },
		],
	});
	const people = [entry('Gus', 'Guardian', 'gus@races.example')];
	const { application } = await handIn(ctx, guarded, ada, { title: 'Rocket', young: true, guardian: people });
	await ctx.runJobs();
	const secret = (await secretsTo(ctx, 'gus@races.example')).at(-1) as string;
	await meanwhile(
		(tx) => tx.db.execute(`select id from application where id = '${application}' for update`),
		() => answerAttestation(ctx, visitor, { secret, give: true, entries: [] }),
		(tx) => tx.db.execute(`update attestation set name = 'Gus G.' where application_id = '${application}'`),
	);
	const { rows } = await ctx.byHand('select state, name from attestation where application_id = $1', [application]);
	expect(rows).toEqual([{ state: 'given', name: 'Gus G.' }]);
});
