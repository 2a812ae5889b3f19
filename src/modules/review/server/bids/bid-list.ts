import type { Actor } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import type { Bilingual, Locale } from '#core/i18n/index.ts';
import type { Answers } from '#modules/calls/answers.ts';
import { fieldByRole, type Form, optionsOf } from '#modules/calls/form.ts';
import { type ReadableEntry, readableEntries } from '#modules/calls/server/index.ts';
import { reviewerOf } from '#modules/calls/visibility.ts';
import { type BidFilter, bidsPerPage, holdsWords, passesBid } from '../../bid-filter.ts';
import { defaultWeights, fitOf, sharedKeywords } from '../../pair-score.ts';
import type { PhaseWindow } from '../../phases.ts';
import { submissionKeywords, submissionPaper, submissionTitle } from '../../submission-text.ts';
import { exclusions, periodOf, readPairs, scorePairs } from '../reviewers/pair-scores.ts';
import { textReasons } from '../reviewers/why-pair.ts';
import type { ScoredStage } from '../stage-at.ts';
import { type Bidding, openBidding } from './bidding.ts';

/** A submission on which somebody may bid, as far as the stage lets him read it. */
export interface BidRow {
	/** By what it goes on this person's pages. */
	key: string;
	number: string;
	title: string;
	track: string | null;
	keywords: string[];
	/** The questions and answers that say what it is about: the stage's own blindness decides. */
	form: Form;
	answers: Answers;
	/** 2, 1, -1, -2; 0 without a bid. */
	bid: number;
	/** How well it fits without the bid, 0 to 1; null when nothing is known of either. */
	fit: number | null;
	/** Why: terms that it shares with his publications, the one that fits best, the track, keywords that both name. */
	because: { terms: string[]; publication: string | null; track: boolean; keywords: string[] };
}

export interface BidList {
	call: { id: string; slug: string; title: Partial<Bilingual>; zone: string; scope: string };
	stage: { id: string; label: Bilingual };
	window: PhaseWindow;
	blind: boolean;
	tracks: { code: string; label: Bilingual }[];
	rows: BidRow[];
	/** Of what passes the filter, and of all on which he may bid. */
	found: number;
	all: number;
	page: number;
	pages: number;
	/** How many of all have each bid. */
	counts: Record<'open' | 'eager' | 'willing' | 'pinch' | 'no', number>;
	/** Whether a profile says anything: without, the order means little. */
	profileKnown: boolean;
}

const about = (field: { role?: string | undefined }) =>
	field.role === 'title' || field.role === 'abstract' || field.role === 'keywords' || field.role === 'track';

/**
 * The submissions on which a member of a panel may bid, those that fit him best first. Those with which he has a conflict,
 * or which he can't review (other tracks, other languages), are not there. A constant number of queries.
 * @throws Refusal as `openBidding`
 */
export async function bidList(
	ctx: Context,
	actor: Actor,
	input: { call: string; stage: string; filter: BidFilter; locale: Locale },
): Promise<BidList> {
	const bidding = await openBidding(ctx, actor, input.call, input.stage);
	const { call, stage, person } = bidding;
	const own = await ownPairs(ctx, bidding);
	const reader = reviewerOf(stage);
	const ids = own.pairs.map(({ id }) => id);
	const entries = new Map(
		(await readableEntries(ctx, call, stage.id, reader, about, ids)).map((entry) => [entry.id, entry]),
	);
	const rows = own.pairs.flatMap((pair) => {
		const entry = entries.get(pair.id);
		return entry ? [{ ...pair, entry, key: bidding.keyOf(pair.id), title: titleOf(entry, input.locale) }] : [];
	});
	const { filter } = input;
	const found = rows
		.filter(({ track, bid }) => (filter.track === '' || track === filter.track) && passesBid(filter, bid))
		.filter(({ entry }) => filter.words.trim() === '' || holdsWords(textOf(entry), filter.words.trim()))
		.sort((a, b) =>
			filter.sort === 'title'
				? a.title.localeCompare(b.title, input.locale) || (a.key < b.key ? -1 : 1)
				: // What is equally near stands in an order that says nothing of who or when.
					(b.fit ?? -1) - (a.fit ?? -1) || (a.key < b.key ? -1 : 1),
		);
	const pages = Math.max(1, Math.ceil(found.length / bidsPerPage));
	const page = Math.min(filter.page, pages);
	const shown = found.slice((page - 1) * bidsPerPage, page * bidsPerPage);
	const reasons = await textReasons(ctx, call, stage.id, {
		person,
		applications: shown.map(({ id }) => id),
		learnt: own.learnt,
	});
	const count = (bid: BidFilter['bid']) => rows.filter((row) => passesBid({ bid }, row.bid)).length;
	return {
		call: { id: call.callId, slug: call.slug, title: call.title, zone: call.zone, scope: call.scope },
		stage: { id: stage.id, label: stage.label },
		window: bidding.window,
		blind: stage.blind === 'double',
		tracks: tracksOf(rows.map(({ entry }) => entry)),
		rows: shown.map(({ id, key, number, title, track, bid, fit, entry, keywords }) => {
			const why = reasons.get(id);
			return {
				key,
				number,
				title,
				track,
				keywords: submissionKeywords(entry.form, entry.answers),
				form: { ...entry.form, fields: entry.form.fields.filter(({ role }) => role === 'abstract') },
				answers: entry.answers,
				bid,
				fit,
				because: {
					terms: why?.terms ?? [],
					publication: why?.best?.title ?? null,
					track: own.tracks.includes(track ?? ''),
					keywords,
				},
			};
		}),
		found: found.length,
		all: rows.length,
		page,
		pages,
		counts: {
			open: count('open'),
			eager: count('eager'),
			willing: count('willing'),
			pinch: count('pinch'),
			no: count('no'),
		},
		profileKnown: own.known,
	};
}

/** What one person may bid on, with how well it fits. */
export async function ownPairs(ctx: Context, { call, stage, person }: Bidding) {
	const read = await readPairs(ctx, call, stage.id);
	const reviewers = read.reviewers.filter(({ personId }) => personId === person);
	const period = periodOf(ctx, call, stage as ScoredStage);
	const scores = scorePairs({ ...read, reviewers }, { load: stage.load, period }, defaultWeights);
	const reviewer = reviewers[0];
	const pairs = scores.applications.flatMap((submission, at) => {
		// Who is away now may come back: what keeps him from bidding is what he must not or can't read.
		if (!reviewer || (scores.excluded[at] !== 0 && scores.excluded[at] !== awayCode)) return [];
		const parts = { text: scores.texts[at] as number, topic: scores.topics[at] as number };
		const known = !Number.isNaN(parts.text) || !Number.isNaN(parts.topic);
		return [
			{
				id: submission.id,
				number: submission.number,
				track: submission.track,
				bid: scores.bids[at] as number,
				fit: known ? fitOf(parts) : null,
				keywords: sharedKeywords(reviewer.keywords, submission.keywords),
			},
		];
	});
	return {
		pairs,
		learnt: read.affinities.learnt,
		tracks: reviewer?.tracks ?? [],
		known: !(scores.people[0]?.unknown ?? true),
	};
}

const awayCode = exclusions.indexOf('away');

const titleOf = ({ form, answers }: ReadableEntry, locale: Locale) => submissionTitle(form, answers, locale);

function textOf({ form, answers }: ReadableEntry): string {
	const { title, text } = submissionPaper(form, answers);
	return `${title}\n${text}`;
}

/** The tracks that occur, as the newest of the forms calls them. */
function tracksOf(entries: readonly ReadableEntry[]): BidList['tracks'] {
	const labels = new Map<string, Bilingual>();
	for (const { form } of entries) {
		const field = fieldByRole(form, 'track');
		if (field?.kind === 'track') for (const { id, label } of optionsOf(field)) labels.set(id, label);
	}
	const used = new Set(entries.map(({ track }) => track));
	return [...labels].filter(([code]) => used.has(code)).map(([code, label]) => ({ code, label }));
}
