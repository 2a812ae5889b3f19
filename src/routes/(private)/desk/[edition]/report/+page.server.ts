import { inLocale } from '#core/i18n/index.ts';
import { countryName } from '#core/text/index.ts';
import { tracksOf } from '#modules/editions/server/index.ts';
import { others, rateOf, type Share, smallest } from '#modules/review/report.ts';
import { callReport } from '#modules/review/server/index.ts';
import { reportMessages } from '#modules/review/ui/report-messages.ts';
import { openDesk } from '../../open-desk.ts';
import { submissionCurve } from '../charts.ts';
import { trackPlaces } from '../tracks.ts';
import type { PageServerLoad } from './$types';

/** The report of a call in figures. */
export const load: PageServerLoad = async (event) => {
	const { ctx, actor, locale } = event.locals;
	const { desk, calls } = await openDesk(event, 'review.read');
	const t = reportMessages[locale];
	const call = calls.find(({ slug }) => slug === event.url.searchParams.get('call')) ?? calls[0];
	const options = calls.map(({ slug, title }) => ({ value: slug, label: inLocale(title, locale).text }));
	if (!call) return { options, chosen: '', report: null };
	const unfold = event.url.searchParams.has('unfold');
	const report = await callReport(ctx, actor, { desk: desk.id, call: call.slug, locale, unfold });
	const tracks = trackPlaces(await tracksOf(ctx, desk.id), locale);
	const percent = (rate: number | null) => (rate === null ? undefined : `${Math.round(rate * 100)} %`);
	const rows = (shares: readonly Share[], nameOf: (id: string) => string) =>
		shares.map((share) => ({
			label: share.id === others ? t.others : share.id === '' ? t.unknown : nameOf(share.id),
			parts: [share.taken, share.waiting, share.refused, share.open],
			note: percent(rateOf(share)),
		}));
	const { window, byDay, stages } = report;
	return {
		options,
		chosen: call.slug,
		report: {
			zone: report.call.zone,
			total: report.total,
			rate: percent(rateOf(report.total)) ?? null,
			tracks: rows(report.byTrack, (id) => tracks[id]?.label ?? id),
			countries: rows(report.byCountry, (code) => countryName(code, locale)),
			students: rows(report.byStudent, (id) => (id === 'yes' ? t.student.yes : t.student.no)),
			curve: submissionCurve(
				{ window: { ...window, zone: report.call.zone, lastHoursAt: window.closesAt }, byDay },
				ctx.clock.edition.now(),
				locale,
			),
			closesAt: window.closesAt,
			stages: stages.map(({ stage, ...rest }) => ({ ...rest, id: stage.id, label: stage.label[locale] })),
			folded: report.folded,
			mayUnfold: report.mayUnfold,
			smallest,
		},
	};
};
