import { and, desc, eq, inArray, ne } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import { accountAddress } from '#core/identity/tables.ts';
import type { Locale } from '#core/i18n/index.ts';
import { isEmail } from '#core/text/index.ts';
import type { PersonEntry } from '../../answers.ts';
import { answerByRole, numberLabel, project } from '../../projection.ts';
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
 * and on wish everybody who has applied; each person once, in the language in which he writes. Three queries.
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
	const owners = drafts.flatMap(({ personId, holder }) => personId ?? holder ?? []);
	const addresses = await primaryAddresses(ctx, [...owners, ...handedIn.map(({ personId }) => personId)]);
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
	const writing = readers.size;
	for (const { personId, number, prefix, locale } of handedIn) {
		const address = addresses.get(personId);
		const label = numberLabel(prefix, number);
		const known = readers.get(personId);
		if (known) known.applied ??= label;
		else if (address !== undefined)
			readers.set(personId, { key: personId, personId, address, locale, draft: null, applied: label });
	}
	return { readers: [...readers.values()], writing, unreachable };
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
