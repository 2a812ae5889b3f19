import { actorFor, grantRelation, type RelationName, system, visitor, type Actor } from '#core/access/index.ts';
import { formEntries } from '#modules/calls/answers.ts';
import {
	acceptInvite,
	answerAttestation,
	attachFile,
	attestationByLink,
	decide,
	inviteMember,
	postMessage,
	saveCallFromBundle,
	startDraft,
	submit,
	trackObjectId,
} from '#modules/calls/server/index.ts';
import { entry, secretsTo } from '#modules/calls/server/testing-people.ts';
import { sendBatch } from '#modules/letters/server/index.ts';
import {
	assign,
	recuse,
	recuseByChair,
	reviewPage,
	saveScore,
	stageObjectId,
	stateOwnConflict,
} from '#modules/review/server/index.ts';
import {
	audiences,
	cellNames,
	type CellName,
	cells,
	type ReaderName,
	readerNames,
	wordFor,
} from '../../settings/cells.ts';
import { openSymposium, type Person } from '../every-call/play.ts';
import { both, callOf, mail } from './cell-call.ts';

/* An edition with a call for each cell, an application in each with everything that could leak, and everybody who asks. */

/** Stands in a draft at a standing call: nobody reads it but who writes it, not even its organisers. */
export const standingWord = 'Zqstandingunsent';

export interface Held {
	call: string;
	slug: string;
	application: string;
	number: string;
	/** A draft of the owner's that was never handed in. */
	draft: string;
	determination: string;
}

/** All of it, reviewed by two of the panel, not decided. */
export async function openWorld() {
	const { ctx, edition, play, organiser: desk } = await openSymposium();
	const [{ organisation }] = (
		await ctx.byHand('select organisation_id as organisation from call where edition_id = $1 limit 1', [edition])
	).rows as [{ organisation: string }];
	const people: Partial<Record<ReaderName, Person>> = {};
	const on = { type: 'edition', id: edition } as const;
	const track = (code: string) => ({ type: 'track', id: trackObjectId(edition, code) }) as const;
	const standing = await play.standing('star-enterprises', organisation);
	const relations: Partial<Record<ReaderName, [RelationName, { type: 'edition' | 'track' | 'call'; id: string }]>> = {
		'named viewer': ['secretary', on],
		organiser: ['organiser', on],
		secretary: ['secretary', on],
		'chair of the track': ['chair', track('T1')],
		'chair of another track': ['chair', track('T2')],
		'organiser with a stake': ['organiser', on],
		liaison: ['liaison', on],
		editor: ['editor', on],
		'organiser of another edition': ['organiser', { type: 'edition', id: 'another' }],
		'organiser of a standing call': ['organiser', { type: 'call', id: standing }],
	};
	for (const name of readerNames) {
		if (name === 'visitor') continue;
		const family = name === 'reviewer who wrote' ? 'Zqwriter' : name.replace(/[^a-z]/gi, '');
		const person = await play.person(family, mail(name));
		people[name] = person;
		const held = relations[name];
		if (held) await grantRelation(ctx, system('test'), person.personId, held[0], held[1] as never, edition);
	}
	const of = (name: ReaderName) => people[name] as Person;
	// At a call of another owner, never handed in.
	const { form: asked } = await play.call('star-enterprises', standing);
	const field = asked.fields.find(({ kind }) => kind === 'short-text')?.id ?? '';
	const entries: [string, string][] = [[field, standingWord]];
	const standingDraft = await startDraft(ctx, of('owner'), { call: standing, locale: 'en', entries });
	const again = async (name: ReaderName): Promise<Person> => {
		const person = (await actorFor(ctx, of(name).personId, 'session')) as Person;
		people[name] = person;
		return person;
	};
	const held = {} as Record<CellName, Held>;
	const panelNames = readerNames.filter((name) => name.startsWith('reviewer '));
	for (const cell of cellNames) {
		const tracks = ['T1', 'T2'].map((id) => ({ id, label: both(id) }));
		const { call } = await saveCallFromBundle(ctx, system('test'), {
			edition,
			organisation,
			call: callOf(cell, cells[cell]),
			tracks,
			outside: [],
		});
		const { form } = await play.call(`cell-${cell}`);
		const answers = {
			title: `Titled ${cell}`,
			track: 'T1',
			authors: [entry('Sam', wordFor(cell, 'author'), mail('co-author by attestation'))],
			referees: [entry('Rita', 'Referee', mail('referee'))],
			personal: wordFor(cell, 'personal'),
			...Object.fromEntries(audiences.map((audience) => [`for-${audience}`, wordFor(cell, audience)])),
		};
		const entries = formEntries(form, answers);
		const { draft } = await startDraft(ctx, of('owner'), { call, locale: 'en', entries });
		for (const audience of audiences) {
			const bytes = new TextEncoder().encode(`%PDF-1.4 ${wordFor(cell, `file${audience}`)}`);
			const stored = { ...(await ctx.files.put(bytes)), name: `${audience}.pdf`, mediaType: 'application/pdf' };
			await attachFile(ctx, of('owner'), { draft, field: `file-${audience}`, file: stored });
		}
		const { application, number } = await submit(ctx, of('owner'), { draft });
		const unsent = await startDraft(ctx, of('owner'), {
			call,
			locale: 'en',
			entries: formEntries(form, { title: wordFor(cell, 'unsent') }),
		});
		const others = formEntries(form, { title: `Other ${cell}`, track: 'T1' });
		const other = await startDraft(ctx, of('other applicant'), { call, locale: 'en', entries: others });
		await submit(ctx, of('other applicant'), { draft: other.draft });
		const link = { application, name: '', address: '', locale: 'en' } as const;
		const { path } = await inviteMember(ctx, of('owner'), link);
		await acceptInvite(ctx, of('co-author'), { secret: path.slice(path.lastIndexOf('/') + 1) });
		await postMessage(ctx, of('owner'), { application, text: wordFor(cell, 'message'), as: 'applicant' });
		for (const name of panelNames) {
			const object = { type: 'stage', id: stageObjectId(call, 'round') } as const;
			const relation = cell === 'sealed' ? 'juror' : 'reviewer';
			await grantRelation(ctx, system('test'), of(name).personId, relation, object, edition);
		}
		held[cell] = { call, slug: `cell-${cell}`, application, number, draft: unsent.draft, determination: '' };
	}
	await ctx.runJobs();
	await attest();
	play.turnTo('2021-11-08T12:00');
	for (const name of readerNames) if (name !== 'visitor') await again(name);
	for (const cell of cellNames) await review(cell);
	for (const name of readerNames) if (name !== 'visitor') await again(name);
	await ctx.runJobs();

	/** Everybody who was asked answers by his link: the letters with their words, the co-author so that he sees it. */
	async function attest() {
		for (const secret of await secretsTo(ctx, mail('referee'))) {
			const page = await attestationByLink(ctx, visitor, secret);
			const cell = cellNames.find((name) => held[name].application === page.applicationId) as CellName;
			const said = wordFor(cell, page.label.en ?? '');
			await answerAttestation(ctx, of('referee'), { secret, give: true, entries: [['said', said]] });
		}
		for (const secret of await secretsTo(ctx, mail('co-author by attestation'))) {
			await answerAttestation(ctx, of('co-author by attestation'), { secret, give: true, entries: [] });
		}
	}

	/** The panel is assigned, two write, one stands back, one says that he is in conflict. */
	async function review(cell: CellName) {
		const { call, application } = held[cell];
		const asked: ReaderName[] = ['reviewer who wrote', 'reviewer who scored', 'reviewer assigned', 'reviewer recused'];
		const conflict = { call, number: held[cell].number, kind: 'family', text: '' };
		await stateOwnConflict(ctx, await again('reviewer in conflict'), conflict);
		const stake = {
			application,
			person: of('organiser with a stake').personId,
			reason: 'competitor',
			text: '',
		} as const;
		await recuseByChair(ctx, desk, stake);
		const people = asked.map((name) => of(name).personId);
		await assign(ctx, desk, { call, stage: 'round', applications: [application], people });
		const scores: [ReaderName, Record<string, string>][] = [
			[
				'reviewer who wrote',
				{
					'comment.to-panel': wordFor(cell, 'to-panel'),
					'comment.to-applicant': wordFor(cell, 'to-applicant'),
					...Object.fromEntries(
						['organisers', 'reviewers', 'public'].map((to) => [`asked-${to}`, wordFor(cell, `asked-${to}`)]),
					),
				},
			],
			['reviewer who scored', {}],
		];
		for (const [name, words] of scores) {
			const actor = await again(name);
			const { revision } = await reviewPage(ctx, actor, { application });
			const entries = Object.entries({ 'points.novelty': '7', ...words });
			await saveScore(ctx, actor, { application, entries, revision, submit: true });
		}
		await recuse(ctx, await again('reviewer recused'), { application, reason: 'family', text: '' });
	}

	/** All are decided; nobody is told. */
	async function decideAll() {
		for (const cell of cellNames) {
			const conditions = wordFor(cell, 'conditions');
			const { application } = held[cell];
			held[cell].determination = await decide(ctx, desk, { application, outcome: 'yes', conditions });
		}
	}

	/** All are told, and what follows is paid and certified. */
	async function announceAll() {
		for (const cell of cellNames) {
			const { call, determination } = held[cell];
			await sendBatch(ctx, desk, { callId: call, determinations: [determination] });
		}
		await ctx.runJobs();
	}

	return {
		ctx,
		edition,
		play,
		desk,
		held,
		standing,
		standingDraft: standingDraft.draft,
		decideAll,
		announceAll,
		/** Somebody, with what he is by now. */
		actor: (name: ReaderName): Actor => (name === 'visitor' ? visitor : of(name)),
		person: of,
	};
}
export type World = Awaited<ReturnType<typeof openWorld>>;
