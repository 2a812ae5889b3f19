import { inArray } from 'drizzle-orm';
import { type Actor, type Action, closedTo, demand } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import type { Bilingual } from '#core/i18n/index.ts';
import { accountAddress } from '#core/identity/tables.ts';
import { notFound, Refusal } from '#core/refusal/index.ts';
import type { PersonEntry } from '#modules/calls/answers.ts';
import { fieldByRole, optionsOf } from '#modules/calls/form.ts';
import { instantOf } from '#modules/calls/local-time.ts';
import { answerByRole } from '#modules/calls/projection.ts';
import { callPlace, type PendingDetermination, pendingDeterminations } from '#modules/calls/server/index.ts';
import { answerBy } from '#modules/calls/answer-by.ts';
import { datesOf, editionById, letterImages, lettersOf, tracksOf } from '#modules/editions/server/index.ts';
import { displayName, isHan, type PersonNames } from '#modules/people/name.ts';
import { type PersonRecord, readPeople } from '#modules/people/server/index.ts';
import { applicationText } from '../application-texts.ts';
import type { LetterEdition, LetterInput, LetterTrack } from '../compose.ts';
import { textById } from '../default-texts.ts';
import type { LetterText } from '../letter-text.ts';
import { type Recipient, titleOfAddress } from '../names.ts';
import { firstRule } from '../letter-rules.ts';
import { editsOf } from './edits.ts';
import { sampleSeal, sampleSignature } from './images.ts';
import { standingHead, standingText } from './standing.ts';

/** What is known of one letter before its reference is drawn. */
export interface WaitingLetter {
	pending: PendingDetermination;
	toAddress: string;
	/** The wording was written for this one letter, by whom. */
	edit: { personId: string | null; at: number } | null;
	/** The place of the rule that chose the wording; -1 for none. */
	rule: number;
	input: Omit<LetterInput, 'reference' | 'verifyUrl' | 'at'>;
}

export interface LetterDesk {
	/** The edition; of a standing call the call itself. */
	editionId: string;
	callId: string;
	edition: LetterEdition;
	waiting: WaitingLetter[];
}

/**
 * What a letter of this edition has at its head and its foot. A rehearsal shows sample pictures, marked as such, and never
 * a committee's seal or signature.
 */
function letterEdition(
	edition: NonNullable<Awaited<ReturnType<typeof editionById>>>,
	letters: NonNullable<Awaited<ReturnType<typeof lettersOf>>>,
	images: ReadonlyMap<string, string>,
	rehearsal: boolean,
): LetterEdition {
	const { letterhead } = letters;
	const image = (id: string | undefined) => (id === undefined ? undefined : images.get(id));
	const [seal, logo] = [rehearsal ? sampleSeal : image(letterhead.seal), image(letterhead.logo)];
	const whole = (text: Partial<Bilingual>): Bilingual => ({
		en: text.en ?? text.zh ?? '',
		zh: text.zh ?? text.en ?? '',
	});
	return {
		code: edition.slug,
		short: edition.short,
		name: whole(edition.name),
		starts: edition.starts,
		ends: edition.ends,
		zone: edition.zone,
		issuer: letterhead.letterhead.issuer,
		hosts: letters.organisations.map((organisation) => whole(organisation.name)),
		signatories: letterhead.signatories.map(({ name, signature }) => {
			const own = rehearsal ? sampleSignature : image(signature);
			return { name, ...(own ? { image: own } : {}) };
		}),
		...(seal ? { seal } : {}),
		...(logo ? { logo } : {}),
	};
}

/**
 * Who is written to: the applicant by his own record. Who has said nothing of himself yet is named as the author with his
 * address is, or else the one who presents, or the first.
 */
function recipientOf(
	pending: PendingDetermination,
	address: string | undefined,
	record: PersonRecord | undefined,
): { recipient: Recipient; authorAddress: string } {
	const people = (answerByRole(pending.form, pending.answers, 'contributors') as PersonEntry[] | undefined) ?? [];
	const same = people.find((person) => person.email.toLowerCase() === address?.toLowerCase());
	const author = same ?? people.find(({ presenter }) => presenter) ?? people[0];
	const known = record !== undefined && displayName(record.names, 'en') !== '';
	const affiliation =
		record?.affiliations[0]?.name ??
		(author?.affiliation ? { en: author.affiliation, zh: author.affiliation } : undefined);
	const recipient = {
		names: known ? record.names : namesOf(author),
		...(record ? { title: titleOfAddress(record.titles) } : {}),
		...(affiliation ? { affiliation } : {}),
	};
	return { recipient, authorAddress: author?.email ?? '' };
}

/** An author's name as it was typed: in Latin letters, or in Han characters only. */
function namesOf(author: PersonEntry | undefined): PersonNames {
	if (!author) return {};
	const typed = author.family + author.given;
	return isHan(typed) ? { han: typed } : { given: author.given, family: author.family };
}

function modeOf(pending: PendingDetermination): { mode?: Bilingual; until?: number } {
	const field = fieldByRole(pending.form, 'mode');
	const answer = answerByRole(pending.form, pending.answers, 'mode');
	if (field?.kind !== 'choice' || typeof answer !== 'string') return {};
	const mode = optionsOf(field).find((option) => option.id === answer)?.label;
	const local = field.changeableUntil;
	return { ...(mode ? { mode } : {}), ...(local ? { until: instantOf(local, pending.zone, 'end') } : {}) };
}

/** A paper has a track and is shown as a talk or a poster; the wording for it speaks of both. */
function usualText({ outcome, track }: PendingDetermination): string {
	const { effect, format, confirm } = outcome;
	if (track === null) return applicationText(outcome);
	if (effect === 'accept' && format && confirm) return format === 'poster' ? 'accepted-poster' : 'accepted-talk';
	if (effect === 'conditional' && confirm) return 'conditional';
	if (effect === 'waitlist') return 'waitlist';
	return effect === 'reject' ? 'rejected' : applicationText(outcome);
}

/** Wording by the rules of the call, or else by the outcome: the call names it; the call itself, its edition or we have it. */
function wording(
	pending: PendingDetermination,
	own: readonly LetterText[],
	standing: boolean,
): { text: LetterText; rule: number } {
	const { outcome, rules, track, format } = pending;
	const rule = firstRule(rules, { track, outcome: outcome.id, format });
	const id = rules[rule]?.letter ?? outcome.letter ?? (standing ? standingText(outcome) : usualText(pending));
	const text = textById(id, own);
	if (!text) throw new Refusal('conflict', 'letter-text-missing', { params: { letter: id } });
	return { text, rule };
}

/** Where mail goes to: a person's primary address. One query for any number. */
async function addressesOf(ctx: Context, personIds: readonly string[]): Promise<Map<string, string>> {
	if (personIds.length === 0) return new Map();
	const rows = await ctx.db
		.select({ personId: accountAddress.personId, address: accountAddress.address, primary: accountAddress.primary })
		.from(accountAddress)
		.where(inArray(accountAddress.personId, [...new Set(personIds)]));
	// Primary ones last, so that they win.
	rows.sort((a, b) => Number(a.primary) - Number(b.primary) || a.address.localeCompare(b.address));
	return new Map(rows.map(({ personId, address }) => [personId, address]));
}

/** What the letters of an edition have in common, and its own wording. @throws Refusal `conflict` (`no-letterhead`) */
async function editionHead(ctx: Context, editionId: string) {
	const found = await editionById(ctx, editionId);
	const letters = await lettersOf(ctx, editionId);
	if (!found || !letters) throw new Refusal('conflict', 'no-letterhead');
	const { seal, logo, signatories } = letters.letterhead;
	const images = await letterImages(ctx, editionId, [seal, logo, ...signatories.map(({ signature }) => signature)]);
	return { edition: letterEdition(found, letters, images, ctx.clock.rehearsal), texts: letters.texts };
}

/**
 * The letters that wait in a call, as far as they can be written before they have references. The number of queries does
 * not depend on how many there are. Those of applications in which whoever asks has a stake are not among them: somebody
 * else sends them.
 * @throws Refusal `not-found`, `forbidden`; `conflict` (`no-letterhead`, `letter-text-missing`)
 */
export async function waitingLetters(
	ctx: Context,
	actor: Actor,
	action: Extract<Action, 'letter.prepare' | 'letter.send'>,
	callId: string,
	only?: readonly string[],
): Promise<LetterDesk> {
	const place = await callPlace(ctx, callId);
	if (!place) throw notFound();
	const within = {
		call: callId,
		organisation: place.organisationId,
		...(place.editionId ? { edition: place.editionId } : {}),
	};
	demand(ctx, actor, action, { within });
	const pending = await pendingDeterminations(ctx, callId, closedTo(actor), only);
	const editionId = place.editionId ?? callId;
	const { edition, texts } =
		place.editionId === null ? await standingHead(ctx, callId) : await editionHead(ctx, editionId);
	const persons = pending.map(({ personId }) => personId);
	const addresses = await addressesOf(ctx, persons);
	const records = await readPeople(ctx, persons);
	const tracks = new Map((await tracksOf(ctx, editionId)).map((track) => [track.code, track]));
	const manuscripts = (await datesOf(ctx, editionId)).find(({ code }) => code === 'manuscripts');
	const trackOf = (code: string | null): LetterTrack => {
		if (code === null) return { name: { en: '—', zh: '—' }, none: true };
		const track = tracks.get(code);
		const name = { en: track?.name.en ?? code, zh: track?.name.zh ?? code };
		return track && !track.outside ? { code: track.code, name } : { name };
	};
	const now = ctx.clock.edition.now();
	const edits = await editsOf(
		ctx,
		pending.map(({ determination }) => determination),
	);
	const waiting = pending.map((one): WaitingLetter => {
		const edit = edits.get(one.determination);
		const { text, rule } = wording(one, [...one.ownTexts, ...texts], place.editionId === null);
		const address = addresses.get(one.personId);
		const { recipient, authorAddress } = recipientOf(one, address, records.get(one.personId));
		const { mode, until } = modeOf(one);
		return {
			pending: one,
			toAddress: address ?? authorAddress,
			edit: edit ? { personId: edit.personId, at: edit.at } : null,
			rule,
			input: {
				effect: one.outcome.effect,
				outcome: one.outcome.label,
				text: edit?.text ?? text,
				locale: one.locale,
				recipient,
				application: {
					number: one.number,
					title: one.title,
					track: trackOf(one.track),
					...(one.trackBefore ? { fromTrack: trackOf(one.trackBefore) } : {}),
					...(mode ? { mode } : {}),
				},
				edition: one.cohort ? { ...edition, period: one.cohort.label } : edition,
				call: one.callTitle,
				...(one.granted ? { granted: one.granted } : {}),
				...(one.conditions ? { conditions: { [one.locale]: one.conditions } } : {}),
				...(one.reason?.publicText ? { reason: one.reason.publicText } : {}),
				...(one.outcome.confirm ? { confirmBy: answerBy(one.confirmBy, now) } : {}),
				...(until === undefined ? {} : { modeUntil: until }),
				...(manuscripts ? { manuscriptBy: manuscripts.at } : {}),
				rehearsal: ctx.clock.rehearsal,
			},
		};
	});
	return { editionId, callId, edition, waiting };
}
