import { setTimeout as sleep } from 'node:timers/promises';
import { type Actor, actorFor, grantRelation, system } from '../../../src/core/access/index.ts';
import { turnDial } from '../../../src/core/clock/index.ts';
import type { Context } from '../../../src/core/context/index.ts';
import { many } from '../../../src/core/database/index.ts';
import { sql } from 'drizzle-orm';
import { png, spliced } from '../../../src/core/pictures/testing.ts';
import { tellingDocx, tellingPdf } from '../../../src/core/scrub/testing.ts';
import { type Answers, emptyPerson, formEntries } from '../../../src/modules/calls/answers.ts';
import {
	acceptInvite,
	announce,
	answerAttestation,
	attachFile,
	callForVisitor,
	decide,
	inviteMember,
	postMessage,
	saveCallFromBundle,
	saveDraft,
	startChange,
	startDraft,
	submit,
} from '../../../src/modules/calls/server/index.ts';
import { editionBySlug } from '../../../src/modules/editions/server/index.ts';
import { findOrCreatePersonByAddress } from '../../../src/modules/people/server/index.ts';
import {
	assign,
	bidList,
	postInDiscussion,
	rebuttalPage,
	reviewPage,
	saveBids,
	saveRebuttal,
	saveScore,
	stageObjectId,
} from '../../../src/modules/review/server/index.ts';
import { readBidFilter } from '../../../src/modules/review/bid-filter.ts';
import { huntedCall } from './call.ts';
import { hanStem, orcidStem, reviewerStem } from './stems.ts';

/* Fills a running rehearsal with a call whose applicants and reviewers are named by stems wherever somebody can be named. */

const desk = system('test');
export type Person = Actor & { kind: 'person' };
const docx = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** Somebody whose names and address begin with a stem. */
export async function someone(ctx: Context, stem: string, tag: string): Promise<Person> {
	const word = `${stem}${tag}`;
	const { personId } = await findOrCreatePersonByAddress(ctx, desk, `${word}@${word}.example`, {
		verified: true,
		names: { given: capital(word), family: `${capital(stem)}family${tag}` },
	});
	return (await actorFor(ctx, personId, 'session')) as Person;
}

const capital = (word: string) => word.slice(0, 1).toUpperCase() + word.slice(1);

export interface Hunted {
	call: string;
	slug: string;
	stem: string;
	applications: string[];
	applicants: Person[];
	/** Ids that lead to who applied: people, applications, their files. */
	ids: string[];
	submittedAt: number;
}

/** A call with two applications that name their people by `stem` in every answer, file and message. */
export async function fillCall(
	ctx: Context,
	slug: string,
	blind: 'double' | 'single',
	stem: string,
	kind: 'review' | 'jury' = 'review',
): Promise<Hunted> {
	const edition = await editionBySlug(ctx, 'ipspace-2021');
	if (!edition) throw new Error('no edition');
	const now = ctx.clock.edition.now();
	const place = { edition: edition.id, organisation: edition.organisationId ?? '' };
	const saved = await saveCallFromBundle(ctx, desk, {
		...place,
		call: huntedCall(slug, blind, now, kind),
		tracks: [],
		outside: [],
	});
	const applicants = [await someone(ctx, stem, 'one'), await someone(ctx, stem, 'two')];
	const applications: string[] = [];
	for (const [n, applicant] of applicants.entries()) {
		applications.push(await applyAs(ctx, { id: saved.call, edition: edition.id, slug }, applicant, stem, n));
	}
	const files = await many<{ id: string }>(
		ctx.db,
		sql`select id from application_file where application_id in (select id from application where call_id = ${saved.call})`,
	);
	const ids = [...applicants.map(({ personId }) => personId), ...applications, ...files.map(({ id }) => id)];
	return { call: saved.call, slug, stem, applications, applicants, ids, submittedAt: now };
}

async function applyAs(
	ctx: Context,
	call: { id: string; edition: string; slug: string },
	applicant: Person,
	stem: string,
	n: number,
): Promise<string> {
	const visitor = await callForVisitor(ctx, { editionId: call.edition, call: call.slug });
	if (!visitor) throw new Error('no call');
	const { form } = visitor;
	const word = (place: string) => `${stem}${place}${n}`;
	const somebody = (tag: string, more: object = {}) => ({
		...emptyPerson,
		given: capital(word(`given${tag}`)),
		family: capital(word(`family${tag}`)),
		affiliation: `${capital(word(`house${tag}`))} University`,
		country: 'FJ',
		email: `${word(tag)}@${word(tag)}.example`,
		...more,
	});
	const answers: Answers = {
		title: `Plain title ${n} of ${call.slug}`,
		abstract: 'What was found, without a word of who found it.',
		authors: [
			somebody('author', { orcid: orcidStem[stem] }),
			{ ...somebody('han'), given: hanStem[stem] ?? '', family: '璺' },
		],
		referees: [somebody('referee')],
		house: `${capital(word('institution'))} Institute`,
		mail: `${word('contact')}@${word('contact')}.example`,
		home: `https://${word('home')}.example/`,
		town: { city: capital(word('town')), zone: 'Pacific/Fiji' },
		phone: word('phone'),
		kept: word('kept'),
	};
	const { draft } = await startDraft(ctx, applicant, {
		call: call.id,
		locale: 'en',
		entries: formEntries(form, answers),
	});
	const jpeg = await camera(ctx, word('camera'));
	let revision = 0;
	for (const [field, mediaType, bytes] of [
		['paper', 'application/pdf', await tellingPdf((place) => word(place.replaceAll('-', '')), 'What was found', jpeg)],
		['slides', docx, await tellingDocx((place) => word(place.replaceAll('-', '')), 'What was found')],
		['photo', 'image/jpeg', jpeg],
	] as const) {
		const stored = await ctx.files.put(bytes);
		const name = `${word(`file${field}`)}.${field === 'paper' ? 'pdf' : field === 'slides' ? 'docx' : 'jpg'}`;
		const attached = await attachFile(ctx, applicant, { draft, field, file: { ...stored, name, mediaType } });
		answers[field] = attached.answer;
		revision = attached.revision;
	}
	await saveDraft(ctx, applicant, { draft, revision, entries: formEntries(form, answers) });
	const member = await someone(ctx, stem, `member${n}`);
	const invite = { name: capital(word('member')), address: '', locale: 'en' } as const;
	const { path } = await inviteMember(ctx, applicant, { draft, ...invite });
	await acceptInvite(ctx, member, { secret: path.slice(path.lastIndexOf('/') + 1) });
	const { application } = await submit(ctx, applicant, { draft });
	// A second version, and messages of both sides.
	const change = await startChange(ctx, applicant, { application });
	const later = { ...answers, house: `${capital(word('later'))} Institute` };
	await saveDraft(ctx, applicant, {
		draft: change.draft,
		revision: change.revision,
		entries: formEntries(form, later),
	});
	await submit(ctx, applicant, { draft: change.draft });
	await postMessage(ctx, applicant, { application, as: 'applicant', text: `Yours, ${capital(word('message'))}` });
	await postMessage(ctx, desk, { application, as: 'desk', text: `Dear ${capital(word('reply'))}` });
	return application;
}

async function camera(ctx: Context, word: string): Promise<Buffer> {
	const [jpeg] = await ctx.pictures.render(png(40, 40), 'image/png', [
		{ width: 40, height: 40, mediaType: 'image/jpeg' },
	]);
	const data = Buffer.concat([Buffer.from('Exif\0\0'), Buffer.from(word)]);
	const head = Buffer.from([0xff, 0xe1, 0, 0]);
	head.writeUInt16BE(data.length + 2, 2);
	return spliced(Buffer.from(jpeg as Uint8Array), Buffer.concat([head, data]));
}

/** Members of the panel of some calls, named by the stem of reviewers. */
export async function panelOf(
	ctx: Context,
	calls: readonly string[],
	tags: readonly string[],
	as: 'reviewer' | 'juror' = 'reviewer',
): Promise<Person[]> {
	const edition = await editionBySlug(ctx, 'ipspace-2021');
	const panel: Person[] = [];
	for (const tag of tags) {
		const one = await someone(ctx, reviewerStem, tag);
		for (const call of calls) {
			const on = { type: 'stage', id: stageObjectId(call, 'first') } as const;
			await grantRelation(ctx, desk, one.personId, as, on, edition?.id ?? '');
		}
		panel.push((await actorFor(ctx, one.personId, 'session')) as Person);
	}
	return panel;
}

/** After the close: bids, assignments, reviews, a discussion and answers to the reviews. */
export async function review(ctx: Context, hunted: Hunted, panel: readonly Person[]): Promise<void> {
	const { call, applications } = hunted;
	const people = panel.map(({ personId }) => personId);
	for (const one of panel) {
		const { rows } = await bidList(ctx, one, {
			...{ call, stage: 'first', locale: 'en' },
			filter: readBidFilter(new URLSearchParams()),
		});
		const bids = new Map(rows.map(({ key }) => [key, 2 as const]));
		await saveBids(ctx, one, { call, stage: 'first', bids });
	}
	const { left } = await assign(ctx, desk, { call, stage: 'first', applications, people });
	if (left.length > 0) throw new Error(`not assigned: ${JSON.stringify(left)}`);
	for (const { personId } of panel) {
		const one = (await actorFor(ctx, personId, 'session')) as Person;
		for (const application of applications) {
			const { revision } = await reviewPage(ctx, one, { application });
			const entries: [string, string][] = [
				['points.novelty', '7'],
				['confidence', '3'],
				['comment.to-panel', 'A plain word to the panel.'],
				['comment.to-applicant', 'A plain word to the applicant.'],
				['said', 'A plain word to everybody.'],
			];
			await saveScore(ctx, one, { application, entries, revision, submit: true });
			const { assignment } = await reviewPage(ctx, one, { application });
			await postInDiscussion(ctx, one, { as: 'member', assignment, text: 'I have read it twice.' });
		}
	}
	for (const [n, application] of applications.entries()) {
		const applicant = hunted.applicants[n] as Person;
		const page = await rebuttalPage(ctx, applicant, { application, stage: 'first', locale: 'en' });
		const revision = (page as { revision?: number }).revision ?? 0;
		await saveRebuttal(ctx, applicant, {
			application,
			stage: 'first',
			text: 'We answer plainly.',
			revision,
			submit: true,
		});
	}
}

/** The referees write their letters, which name whom they are about and themselves, by the links in their mails. */
export async function writeLetters(ctx: Context, { stem, applications }: Hunted): Promise<void> {
	for (const [n] of applications.entries()) {
		const address = `${stem}referee${n}@${stem}referee${n}.example`;
		const secret = await waitFor(async () => {
			const rows = await many<{ text: string }>(ctx.db, sql`select text from mail where to_address = ${address}`);
			return rows.flatMap(({ text }) => /\/attestations\/([0-9a-z]{40})/.exec(text)?.[1] ?? [])[0];
		});
		const entries: [string, string][] = [['said', `I have known ${capital(`${stem}letter${n}`)} for years.`]];
		await answerAttestation(ctx, { kind: 'visitor' }, { secret, give: true, entries });
	}
}

/** Asks every 200 ms, for a minute, until there is something. */
async function waitFor<T>(ask: () => Promise<T | undefined>): Promise<T> {
	for (let tries = 0; tries < 300; tries += 1) {
		const found = await ask();
		if (found !== undefined) return found;
		await sleep(200);
	}
	throw new Error('waited for a minute');
}

/** The second application is refused, and its applicant is told. */
export async function refuseSecond(ctx: Context, { applications }: Hunted): Promise<void> {
	const determination = await decide(ctx, desk, { application: applications[1] as string, outcome: 'no' });
	await announce(ctx, desk, { determinations: [determination] });
}

/** Turns the dial on by minutes. */
export async function later(ctx: Context, minutes: number): Promise<void> {
	await turnDial(ctx.database, ctx.db, ctx.clock.edition.now() + minutes * 60_000);
}
