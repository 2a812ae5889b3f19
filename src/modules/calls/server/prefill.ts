import { and, desc, eq, ne } from 'drizzle-orm';
import { type Actor, personOf } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import { addressesOf } from '#core/identity/index.ts';
import { inLocale, type Locale } from '#core/i18n/index.ts';
import { readPeople } from '#modules/people/server/index.ts';
import { type Answers, emptyPerson, type PersonEntry } from '../answers.ts';
import { checkField } from '../check.ts';
import { fieldByRole } from '../fields.ts';
import type { FieldRole, Form } from '../form.ts';
import { numberLabel } from '../projection.ts';
import { application, applicationVersion, call, callForm } from './tables.ts';

/** Where an answer came from that nobody has typed yet. */
export type PrefillSource = { from: 'profile' } | { from: 'application'; application: string; number: string };

/** Answers to begin with, and where each came from. Nothing is stored: the page shows them, and they are sent with the rest. */
export interface Prefill {
	answers: Answers;
	sources: { field: string; source: PrefillSource }[];
}

/** What is the same from one application to the next. The work itself (title, abstract, track) never is. */
const lasting: readonly FieldRole[] = ['place', 'language', 'mode', 'student'];

/**
 * What a person need not be asked again: himself as first of the list of people, from his profile (and country and role
 * from his newest application), and what usually stays the same. Three queries.
 */
export async function prefillFor(ctx: Context, actor: Actor, input: { form: Form; locale: Locale }): Promise<Prefill> {
	const personId = personOf(actor);
	if (personId === undefined || (actor.kind === 'person' && actor.seenBy)) return { answers: {}, sources: [] };
	const { form, locale } = input;
	const person = (await readPeople(ctx, [personId])).get(personId);
	const addresses = (await addressesOf(ctx, personId)).filter(({ verifiedAt }) => verifiedAt !== null);
	const earlier = await newestOf(ctx, personId);
	const prefill: Prefill = { answers: {}, sources: [] };
	const fill = (
		field: Form['fields'][number] | undefined,
		answer: Answers[string] | undefined,
		source: PrefillSource,
	) => {
		if (!field || answer === undefined || checkField(field, answer, { stage: 'draft' }).length > 0) return;
		prefill.answers[field.id] = answer;
		prefill.sources.push({ field: field.id, source });
	};
	const fromEarlier = earlier && {
		from: 'application' as const,
		application: earlier.id,
		number: numberLabel(earlier.numberPrefix, earlier.number),
	};
	const earlierBy = (role: FieldRole) => {
		const field = earlier && fieldByRole(earlier.form, role);
		return field && earlier ? { field, answer: earlier.answers[field.id] } : undefined;
	};
	const list = fieldByRole(form, 'contributors');
	if (list?.kind === 'person-list' && person) {
		const own = new Set(addresses.map(({ address }) => address.toLowerCase()));
		const before = ((earlierBy('contributors')?.answer ?? []) as PersonEntry[]).find((one) =>
			own.has(one.email.toLowerCase()),
		);
		const { names, affiliations, orcid } = person;
		const entry: PersonEntry = {
			...emptyPerson,
			given: names.given ?? before?.given ?? '',
			family: names.family ?? names.full ?? names.han ?? before?.family ?? '',
			affiliation: affiliations[0] ? inLocale(affiliations[0].name, locale).text : (before?.affiliation ?? ''),
			country: before?.country ?? '',
			email: addresses[0]?.address ?? '',
			orcid: orcid ?? before?.orcid ?? '',
			presenter: list.presenter === 'one',
		};
		if (entry.family !== '' || entry.email !== '') fill(list, [entry], { from: 'profile' });
	}
	if (fromEarlier) {
		for (const role of lasting) {
			const field = fieldByRole(form, role);
			const known = earlierBy(role);
			if (field && known && known.field.kind === field.kind) fill(field, known.answer, fromEarlier);
		}
	}
	return prefill;
}

async function newestOf(ctx: Context, personId: string) {
	const [row] = await ctx.db
		.select({
			id: application.id,
			number: application.number,
			numberPrefix: call.numberPrefix,
			answers: applicationVersion.answers,
			form: callForm.form,
		})
		.from(application)
		.innerJoin(call, eq(call.id, application.callId))
		.innerJoin(
			applicationVersion,
			and(eq(applicationVersion.applicationId, application.id), eq(applicationVersion.version, application.version)),
		)
		.innerJoin(
			callForm,
			and(eq(callForm.callId, application.callId), eq(callForm.version, applicationVersion.formVersion)),
		)
		.where(and(eq(application.personId, personId), ne(application.state, 'withdrawn')))
		.orderBy(desc(application.changedAt), desc(application.id))
		.limit(1);
	return row;
}
