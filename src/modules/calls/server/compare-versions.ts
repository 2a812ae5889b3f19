import { and, eq, inArray } from 'drizzle-orm';
import { type Actor, demand } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import type { Locale } from '#core/i18n/index.ts';
import { notFound } from '#core/refusal/index.ts';
import { diffVersions, type FieldChange } from '../readable.ts';
import { answersFor, formFor, type Reader } from '../visibility.ts';
import { loadApplication } from './load.ts';
import { numberLabel } from '../projection.ts';
import { ownReader } from './readers.ts';
import { applicationSubject, demandOwn } from './subject.ts';
import { application, applicationVersion, callForm } from './tables.ts';

/** Two versions of an application side by side. */
export interface ComparedVersions {
	id: string;
	number: string;
	title: string;
	zone: string;
	/** All there are, newest first. */
	versions: { version: number; at: number }[];
	from: number;
	to: number;
	changes: FieldChange[];
}

/**
 * How any two versions differ, for the people of an application or for the desk. What neither names is the newest and the
 * one before it. Three queries.
 * @throws Refusal `not-found` (also for a version that there is not), `forbidden`, `signed-out`
 */
export async function compareVersions(
	ctx: Context,
	actor: Actor,
	input: {
		application: string;
		from?: number | undefined;
		to?: number | undefined;
		locale: Locale;
		as: 'applicant' | 'desk';
	},
): Promise<ComparedVersions> {
	const found = await loadApplication(ctx, input.application);
	if (input.as === 'applicant') demandOwn(ctx, actor, 'application.read-own', found);
	else demand(ctx, actor, 'application.read', applicationSubject(found));
	const to = input.to ?? found.version;
	const from = input.from ?? Math.max(1, to - 1);
	const versions = await ctx.db
		.select({ version: applicationVersion.version, at: applicationVersion.at })
		.from(applicationVersion)
		.where(eq(applicationVersion.applicationId, found.id))
		.orderBy(applicationVersion.version);
	const rows = await ctx.db
		.select({ version: applicationVersion.version, answers: applicationVersion.answers, form: callForm.form })
		.from(applicationVersion)
		.innerJoin(application, eq(application.id, applicationVersion.applicationId))
		.innerJoin(
			callForm,
			and(eq(callForm.callId, application.callId), eq(callForm.version, applicationVersion.formVersion)),
		)
		.where(and(eq(applicationVersion.applicationId, found.id), inArray(applicationVersion.version, [from, to])));
	const [before, after] = [from, to].map((version) => rows.find((row) => row.version === version));
	if (!before || !after) throw notFound();
	// What is meant for named people is in no comparison of the desk, by the form of either version.
	const reader: Reader = input.as === 'applicant' ? ownReader(actor) : { circle: 'organisers', addresses: [] };
	const seen = (row: typeof after) => answersFor(row.form, row.answers, reader);
	return {
		id: found.id,
		number: numberLabel(found.numberPrefix, found.number),
		title: found.title,
		zone: found.window.zone,
		versions: versions.reverse(),
		from,
		to,
		changes: diffVersions(
			formFor(after.form, reader),
			seen(before),
			seen(after),
			input.locale,
			formFor(before.form, reader),
		),
	};
}
