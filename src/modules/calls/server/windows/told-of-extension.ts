import { and, desc, eq, inArray, isNull, ne, or, sql } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import { accountAddress } from '#core/identity/tables.ts';
import type { Locale } from '#core/i18n/index.ts';
import { isEmail } from '#core/text/index.ts';
import type { PersonEntry } from '../../answers.ts';
import { answerByRole, numberLabel, project } from '../../projection.ts';
import { applicationMember } from '../member-tables.ts';
import { application, applicationVersion, call, callForm, draft } from '../tables.ts';

/** Somebody who hears of an extension. */
export interface ExtensionReader {
	/** Once for each person, and for each address of somebody without an account. */
	key: string;
	personId: string | null;
	address: string;
	locale: Locale;
	/** The title of what he is writing, empty while it has none; null when he writes nothing. */
	draft: string | null;
	/** The number of what he handed in; null when he handed in nothing. */
	applied: string | null;
}

export interface ExtensionReaders {
	readers: ExtensionReader[];
	/** How many of them are writing a draft; the others have applied. */
	writing: number;
	/** Drafts of people of whom no address is known. */
	unreachable: number;
}

/**
 * Who would be told that a call closes later: everybody who is writing, with an account or with an address in the draft,
 * and on wish everybody who has applied; who writes with them hears it too. Each person once, in the language in which it
 * is written. Five queries at most.
 */
export async function readersOfExtension(
	ctx: Context,
	callId: string,
	{ applicants }: { applicants: boolean },
): Promise<ExtensionReaders> {
	const drafts = await ctx.db
		.select({
			id: draft.id,
			personId: draft.personId,
			applicationId: draft.applicationId,
			holder: application.personId,
			locale: draft.locale,
			answers: draft.answers,
			form: callForm.form,
		})
		.from(draft)
		.innerJoin(callForm, and(eq(callForm.callId, draft.callId), eq(callForm.version, draft.formVersion)))
		.leftJoin(application, eq(application.id, draft.applicationId))
		.where(eq(draft.callId, callId))
		.orderBy(desc(draft.savedAt), desc(draft.id));
	const handedIn = applicants
		? await ctx.db
				.select({
					id: application.id,
					personId: application.personId,
					number: application.number,
					prefix: call.numberPrefix,
					locale: applicationVersion.locale,
				})
				.from(application)
				.innerJoin(call, eq(call.id, application.callId))
				.innerJoin(
					applicationVersion,
					and(
						eq(applicationVersion.applicationId, application.id),
						eq(applicationVersion.version, application.version),
					),
				)
				.where(and(eq(application.callId, callId), ne(application.state, 'withdrawn')))
				.orderBy(desc(application.submittedAt), desc(application.id))
		: [];
	const writers = await writersOf(ctx, [
		...drafts.flatMap(({ id, applicationId }) => (applicationId === null ? [id] : [id, applicationId])),
		...handedIn.map(({ id }) => id),
	]);
	const owners = drafts.flatMap(({ personId, holder }) => personId ?? holder ?? []);
	const addresses = await primaryAddresses(ctx, [
		...owners,
		...handedIn.map(({ personId }) => personId),
		...[...writers.values()].flat(),
	]);
	const readers = new Map<string, ExtensionReader>();
	let unreachable = 0;
	for (const one of drafts) {
		const personId = one.personId ?? one.holder;
		const address = personId === null ? typedAddress(one) : addresses.get(personId);
		if (address === undefined) {
			unreachable += 1;
			continue;
		}
		const key = personId ?? address;
		if (readers.has(key)) continue;
		const shown = project(one.form, one.answers).title;
		readers.set(key, { key, personId, address, locale: one.locale, draft: shown, applied: null });
	}
	// After all who began: whoever writes a draft of his own is told of that one.
	for (const one of drafts) {
		for (const personId of [one.id, one.applicationId ?? ''].flatMap((id) => writers.get(id) ?? [])) {
			const address = addresses.get(personId);
			if (address === undefined || readers.has(personId)) continue;
			const shown = project(one.form, one.answers).title;
			readers.set(personId, { key: personId, personId, address, locale: one.locale, draft: shown, applied: null });
		}
	}
	const writing = readers.size;
	for (const { id, personId: holder, number, prefix, locale } of handedIn) {
		const label = numberLabel(prefix, number);
		for (const personId of [holder, ...(writers.get(id) ?? [])]) {
			const address = addresses.get(personId);
			const known = readers.get(personId);
			if (known) known.applied ??= label;
			else if (address !== undefined)
				readers.set(personId, { key: personId, personId, address, locale, draft: null, applied: label });
		}
	}
	return { readers: [...readers.values()], writing, unreachable };
}

/** Who writes drafts and applications with those who hold them, by the id of each. At most one query. */
async function writersOf(ctx: Context, of: readonly string[]): Promise<Map<string, string[]>> {
	const found = new Map<string, string[]>();
	if (of.length === 0) return found;
	const { applicationId, draftId, endedAt, mayWrite, personId, addedAt, id } = applicationMember;
	const rows = await ctx.db
		.select({ place: sql<string>`coalesce(${applicationId}, ${draftId})`, personId })
		.from(applicationMember)
		.where(and(isNull(endedAt), eq(mayWrite, true), or(inArray(draftId, [...of]), inArray(applicationId, [...of]))))
		.orderBy(addedAt, id);
	for (const { place, personId: member } of rows) found.set(place, [...(found.get(place) ?? []), member]);
	return found;
}

/** Whoever has no account yet may have written his own address into the draft: that of who presents, or of the first. */
function typedAddress(
	one: Pick<typeof draft.$inferSelect, 'answers'> & { form: (typeof callForm.$inferSelect)['form'] },
) {
	const people = (answerByRole(one.form, one.answers, 'contributors') as PersonEntry[] | undefined) ?? [];
	const address = (people.find(({ presenter }) => presenter) ?? people[0])?.email?.trim().toLowerCase() ?? '';
	return isEmail(address) ? address : undefined;
}

async function primaryAddresses(ctx: Context, persons: readonly string[]): Promise<Map<string, string>> {
	if (persons.length === 0) return new Map();
	const rows = await ctx.db
		.select({ personId: accountAddress.personId, address: accountAddress.address, primary: accountAddress.primary })
		.from(accountAddress)
		.where(inArray(accountAddress.personId, [...new Set(persons)]));
	// Primary ones last, so that they win.
	rows.sort((a, b) => Number(a.primary) - Number(b.primary) || a.address.localeCompare(b.address));
	return new Map(rows.map(({ personId, address }) => [personId, address]));
}
