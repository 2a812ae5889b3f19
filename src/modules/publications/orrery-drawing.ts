import { pointAt, starsPath } from '#ui/orrery/dial.ts';
import { type Body, innerOrbit, type OrreryData, type OrreryModel, orreryModel, rim } from '#ui/orrery/model.ts';
import { type Palette, trackColour } from './colour.ts';

/** An orrery for print: its shapes as SVG with every colour spelt out, its words apart, so that the fonts of the sheet set them. */
export interface OrreryDrawing {
	/** View box −332 … 332 in both directions. */
	svg: string;
	codes: { x: number; y: number; text: string; colour: string }[];
	/** Labels of the rim, turned by degrees. */
	dates: { x: number; y: number; turn: number; text: string }[];
}

/** Half the side of the drawing's square. */
export const drawingRadius = 332;

/** Draws an orrery in the colours of a theme. Pure. */
export function drawOrrery(data: OrreryData, palette: Palette): OrreryDrawing {
	const model = orreryModel(data);
	const colourOf = (hue: string, of: readonly string[]) =>
		hue === 'track-sun' ? palette.sun : trackColour(of, Number(hue.slice('track-'.length)));
	const side = 2 * drawingRadius;
	const parts = [
		`<circle r="${rim}" fill="${palette.sky}"/>`,
		...model.days.map(({ path, odd }) => `<path d="${path}" fill="${palette.days[odd ? 1 : 0]}"/>`),
		palette.stars ? stars(palette.stars) : '',
		ringed(palette, model),
		model.window ? stroke(model.window, palette.sun, 5) : '',
		`<circle r="${innerOrbit}" fill="none" stroke="${palette.sunInk}" stroke-width="1" stroke-dasharray="1.5 4"/>`,
		...model.orbits.map(
			({ radius, hue }) =>
				`<circle r="${radius}" fill="none" stroke="${colourOf(hue, palette.tracks)}" stroke-opacity=".5" stroke-width="1"/>`,
		),
		hand(palette, model.hand),
		...model.bodies.map((body) =>
			bodyOf(body, colourOf(body.hue, palette.bodies), colourOf(body.hue, palette.tracks), palette),
		),
		sun(palette),
	];
	return {
		svg: `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-${drawingRadius} -${drawingRadius} ${side} ${side}" width="${side}" height="${side}">${parts.join('')}</svg>`,
		codes: model.orbits.map(({ labelX, labelY, code, hue }) => ({
			x: labelX,
			y: labelY,
			text: code,
			colour: colourOf(hue, palette.tracks),
		})),
		dates: model.labels,
	};
}

function stroke(path: string, colour: string, width: number, more = ''): string {
	return `<path d="${path}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linecap="round"${more}/>`;
}

/** Points of no length with round ends are dashes to some printers, so the stars are discs here. */
function stars(colour: string): string {
	const places = starsPath(110, rim - 6).matchAll(/M(\S+) (\S+)h0/g);
	return [...places].map(([, x, y]) => `<circle cx="${x}" cy="${y}" r=".8" fill="${colour}"/>`).join('');
}

function ringed(palette: Palette, model: OrreryModel): string {
	const rings = [rim, rim + 6].map(
		(radius) => `<circle r="${radius}" fill="none" stroke="${palette.rim}" stroke-width=".8"/>`,
	);
	return rings.join('') + stroke(model.ticks, palette.rim, 0.8) + stroke(model.longTicks, palette.ink, 1.4);
}

function hand(palette: Palette, angle: number): string {
	const tip = `<path d="M0 -${rim + 3}l-6 -14a6.5 6.5 0 1 1 12 0z" fill="${palette.hand}"/>`;
	const arm = stroke(`M0 -34V-${rim - 10}`, palette.hand, 1.6) + stroke(`M0 34V${innerOrbit - 12}`, palette.hand, 4);
	return `<g transform="rotate(${angle})">${arm}${tip}</g>`;
}

function bodyOf(body: Body, fill: string, track: string, palette: Palette): string {
	const { x, y, size } = body;
	const trail = body.loose
		? stroke(body.trail, track, 2, ' stroke-dasharray="0.1 5"')
		: stroke(body.trail, track, 3.4, ' stroke-opacity=".5"');
	const past = body.state === 'past';
	const round = `<circle cx="${x}" cy="${y}" r="${size}" fill="${past ? palette.past : fill}"${past ? ` stroke="${track}" stroke-width="1.6"` : ''}/>`;
	const ring = `<ellipse cx="${x}" cy="${y}" rx="${size * 1.75}" ry="${size * 0.5}" transform="rotate(-24 ${x} ${y})" fill="none" stroke="${track}" stroke-width="1.4"/>`;
	const moon = `<circle cx="${x + size + 4}" cy="${y - size}" r="2.2" fill="${track}"/>`;
	return trail + round + (body.shape === 'ringed' ? ring : body.shape === 'moon' ? moon : '');
}

function sun(palette: Palette): string {
	const rays = Array.from({ length: 24 }, (_, ray) => {
		const to = ray % 2 ? 26 : 31;
		return `M${pointAt(ray * 15, 21).join(' ')}L${pointAt(ray * 15, to).join(' ')}`;
	}).join('');
	return `<circle r="44" fill="${palette.sun}" fill-opacity=".16"/>${stroke(rays, palette.sun, 1.8)}<circle r="17" fill="${palette.sun}"/>`;
}
