import { qrSvg, type Typesetter, type TypesettingJob } from '#core/typesetting/index.ts';
import { day, night, type Palette, trackColour } from '../colour.ts';
import { drawingRadius, drawOrrery } from '../orrery-drawing.ts';
import type { Sheet } from '../sheet.ts';
import { sheetMessages } from '../ui/messages.ts';

/** What can be set from a sheet. */
export const printedKinds = ['leaflet', 'poster', 'card', 'square'] as const;
export type PrintedKind = (typeof printedKinds)[number];

/** Pictures by their width in pixels; anything else is a PDF. */
const pictures: Partial<Record<PrintedKind, { width: number }>> = { card: { width: 1200 }, square: { width: 800 } };

/**
 * Sets a sheet: the PDF/A of leaflet or poster, the PNG of a share card. The same sheet is set once, however many ask.
 * @throws TypesettingError when the template cannot be set from this data
 */
export function renderSheet(ctx: { typesetter: Typesetter }, kind: PrintedKind, sheet: Sheet): Promise<Uint8Array> {
	return ctx.typesetter.finished(jobOf(kind, sheet));
}

function jobOf(kind: PrintedKind, { orrery, ...sheet }: Sheet): TypesettingJob {
	const picture = pictures[kind];
	const words = sheetMessages[sheet.locale];
	const [dark, light] = [drawOrrery(orrery, night), drawOrrery(orrery, day)];
	const drawing = ({ codes, dates }: typeof dark) => ({ codes, dates });
	return {
		template: `src/modules/publications/templates/${kind === 'square' ? 'card' : kind}.typ`,
		data: {
			kind,
			sheet,
			words: {
				...Object.fromEntries(Object.entries(words).filter(([, word]) => typeof word === 'string')),
				asOf: words.asOf(sheet.asOf.text),
				orrery: words.orrery(sheet.short, orrery.tracks.length, sheet.hand),
			},
			radius: drawingRadius,
			night: { ...coloursOf(night, sheet.tracks), ...drawing(dark) },
			day: { ...coloursOf(day, sheet.tracks), ...drawing(light) },
		},
		files: { 'orrery-night.svg': dark.svg, 'orrery-day.svg': light.svg, 'code.svg': qrSvg(sheet.target) },
		...(picture ? { picture } : {}),
	};
}

function coloursOf({ paper, ink, quiet, rule, sun, sunInk, tracks }: Palette, of: Sheet['tracks']) {
	return { paper, ink, quiet, rule, sun, sunInk, tracks: of.map(({ place }) => trackColour(tracks, place)) };
}
