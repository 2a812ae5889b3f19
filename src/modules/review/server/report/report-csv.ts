import type { Actor } from '#core/access/index.ts';
import { inLocale } from '#core/i18n/index.ts';
import type { Context } from '#core/context/index.ts';
import { record } from '#core/ledger/index.ts';
import { notFound } from '#core/refusal/index.ts';
import { toCsv } from '#core/spreadsheet/index.ts';
import { countryName } from '#core/text/index.ts';
import { dayBounds, others, rateOf, type Share } from '../../report.ts';
import { reportMessages } from '../../ui/report-messages.ts';
import { type CallReport, type CallReportInput, callReport } from './call-report.ts';

/** The figures of a report, each a table of its own. */
export const reportFigures = ['tracks', 'countries', 'students', 'days', 'loads', 'times', 'agreement'] as const;
export type ReportFigure = (typeof reportFigures)[number];

const figure = (value: number | null, places = 2) => (value === null ? null : Number(value.toFixed(places)));

/**
 * One figure of a report as a table for spreadsheets, as the page shows it. An event in the ledger.
 * @throws Refusal as `callReport`; `not-found` for a figure that there is none of
 */
export async function exportReport(
	ctx: Context,
	actor: Actor,
	input: CallReportInput & { figure: string },
): Promise<string> {
	const wanted = reportFigures.find((one) => one === input.figure);
	if (!wanted) throw notFound();
	const report = await callReport(ctx, actor, input);
	await record(ctx, actor, {
		action: 'export-report',
		subject: { type: 'call', id: report.call.id },
		scope: report.call.scope,
		data: { figure: wanted, folded: report.folded },
	});
	return tableOf(report, wanted, input.locale);
}

function tableOf(report: CallReport, wanted: ReportFigure, locale: CallReportInput['locale']): string {
	const t = reportMessages[locale];
	const shares = (head: string, list: readonly Share[], nameOf: (id: string) => string) =>
		toCsv(
			[head, t.columns.count, t.fate.taken, t.fate.waiting, t.fate.refused, t.fate.open, t.columns.rate],
			[...list, { ...report.total, id: 'total' }].map((share) => [
				share.id === 'total'
					? t.total
					: share.id === others
						? t.others
						: share.id === ''
							? t.unknown
							: nameOf(share.id),
				share.count,
				share.taken,
				share.waiting,
				share.refused,
				share.open,
				figure(rateOf(share), 3),
			]),
		);
	const stageOf = (stage: CallReport['stages'][number]) => inLocale(stage.stage.label, locale).text;
	switch (wanted) {
		case 'tracks':
			return shares(t.columns.track, report.byTrack, (id) => id);
		case 'countries':
			return shares(t.columns.country, report.byCountry, (code) => countryName(code, locale));
		case 'students':
			return shares(t.columns.student, report.byStudent, (id) => (id === 'yes' ? t.student.yes : t.student.no));
		case 'days': {
			let sum = 0;
			return toCsv(
				[t.columns.day, t.columns.submitted, t.columns.until],
				report.byDay.map(({ day, count }) => {
					sum += count;
					return [day, count, sum];
				}),
			);
		}
		case 'loads':
			return toCsv(
				[t.columns.stage, t.columns.name, t.columns.assigned, t.columns.done, t.columns.notCompetent, t.columns.days],
				report.stages.flatMap((stage) =>
					stage.loads.map((load) => [
						stageOf(stage),
						load.name,
						load.assigned,
						load.done,
						load.notCompetent,
						figure(load.medianDays, 1),
					]),
				),
			);
		case 'times':
			return toCsv(
				[t.columns.stage, t.columns.within, t.columns.reviews],
				report.stages.flatMap((stage) =>
					stage.days.map((count, place) => [
						stageOf(stage),
						t.within(dayBounds[place] ?? 0, dayBounds[place + 1]),
						count,
					]),
				),
			);
		case 'agreement':
			return toCsv(
				[t.columns.stage, t.agreement.iccSingle, t.agreement.iccMean, t.agreement.iccConsistency, t.agreement.alpha],
				report.stages.map((stage) => [
					stageOf(stage),
					figure(stage.agreement?.iccSingle ?? null),
					figure(stage.agreement?.iccMean ?? null),
					figure(stage.agreement?.iccConsistency ?? null),
					figure(stage.agreement?.alpha ?? null),
				]),
			);
	}
}
