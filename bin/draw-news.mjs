// Draws the pictures of the demonstration articles: from figures that the articles name, and from the shapes of things as
// textbooks give them. The same data gives the same bytes.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './node24.mjs';
import { png } from './png.mjs';

const [width, height] = [1600, 900];
const ink = { night: '#0e1428', sun: '#f2b441', sea: '#2c5f9e', dim: '#8b93a8', paper: '#f7f3ea' };

/** A picture whose colour at a place is computed: red, green, blue from 0 to 255. */
function computed(colourAt) {
	const stride = 1 + width * 3;
	const rows = Buffer.alloc(height * stride);
	for (let y = 0; y < height; y += 1)
		for (let x = 0; x < width; x += 1)
			rows.set(
				colourAt(x, y).map((value) => Math.max(0, Math.min(255, Math.round(value)))),
				y * stride + 1 + x * 3,
			);
	return png(width, height, rows);
}

/** A number from 0 to 1 that belongs to a place: stars stand where they stood. */
function chance(x, y) {
	let h = Math.imul(x, 374761393) ^ Math.imul(y, 668265263);
	h = Math.imul(h ^ (h >>> 13), 1274126177);
	return ((h ^ (h >>> 16)) >>> 0) / 2 ** 32;
}

const mix = (a, b, part) => a.map((value, k) => value + (b[k] - value) * Math.min(1, Math.max(0, part)));

/** The rim of the Earth from low orbit: air, to scale, is a thin line (scale height 8.5 km, radius 6,371 km). */
function thinAir() {
	const [x0, y0, radius] = [800, 2250, 1700];
	const scaleHeight = (8.5 / 6371) * radius;
	return computed((x, y) => {
		const [dx, dy] = [x - x0, y - y0];
		const distance = Math.hypot(dx, dy);
		const above = distance - radius;
		const light = 0.35 + 0.65 * Math.exp(-(((dx + 420) / 640) ** 2));
		if (above >= 0) {
			const star = chance(x, y) > 0.9988 ? 150 * chance(y, x) + 60 : 0;
			const sky = mix([6, 9, 20], [14, 20, 40], 1 - y / height).map((value) => value + star);
			const air = Math.exp(-above / (scaleHeight * 4)) * light;
			const rim = Math.exp(-above / scaleHeight) * light;
			return sky.map((value, k) => value + air * [40, 110, 200][k] + rim * [190, 160, 110][k]);
		}
		// Bands of cloud and water, seen at a flat angle.
		const turn = Math.atan2(dx, -dy);
		const depth = -above;
		const bent = turn * 30 + Math.sin(turn * 13 + depth * 0.011) * 1.7 + Math.sin(depth * 0.017 + turn * 5) * 1.4;
		const far = depth * (0.03 + 30 / (depth + 260));
		const wave =
			Math.sin(bent + far * 0.5) * 0.45 +
			Math.sin(bent * 2.3 - far * 0.9 + 1.3) * 0.3 +
			Math.sin(bent * 4.9 + far * 1.7 + 4.1) * 0.15 +
			Math.sin(bent * 9.7 - far * 3.1) * 0.1;
		const cloud = Math.max(0, wave + 0.05) * 0.85;
		const ground = mix([12, 40, 86], [196, 208, 220], cloud).map((value) => value * light);
		return mix(
			ground,
			[96, 160, 226].map((value) => value * light),
			Math.exp(-depth / 46) * 0.85,
		);
	});
}

/** The solar wind and the magnetosphere. Magnetopause after Shue et al. 1997, r = r0 (2 / (1 + cos a))^0.58; dipole inside. */
function solarWind() {
	const [x0, y0, unit] = [1010, 450, 34];
	const magnetopause = (angle) => 10 * (2 / (1 + Math.cos(angle))) ** 0.58;
	return computed((x, y) => {
		const [px, py] = [(x0 - x) / unit, (y0 - y) / unit];
		const r = Math.hypot(px, py);
		const angle = Math.atan2(Math.abs(py), px);
		const border = magnetopause(Math.min(angle, 2.6));
		const star = chance(x, y) > 0.9991 ? 90 : 0;
		let colour = [9, 13, 30].map((value) => value + star);
		const glow = Math.exp(-(x + 90) / 240);
		colour = colour.map((value, k) => value + glow * [250, 190, 90][k]);
		if (r < 1) {
			const day = Math.max(0.12, (px / Math.max(r, 0.01)) * Math.sqrt(1 - (1 - r) ** 2) * 0.5 + 0.5);
			return [40, 104, 176].map((value) => value * day + 8);
		}
		if (r < border) {
			// A line of a dipole keeps r / sin² of the latitude from the axis; the axis stands upright here.
			const shell = r / Math.max(0.02, (px * px) / (r * r));
			const off = Math.abs(Math.log2(shell) * 2 - Math.round(Math.log2(shell) * 2));
			const line = Math.exp(-((off * r * 0.8) ** 2) / 0.02) * Math.min(1, 9 / r);
			return colour.map((value, k) => value + [16, 40, 84][k] * 0.8 + line * [90, 160, 230][k] * 0.7);
		}
		// Outside, streams keep their distance from the border as they pass.
		const stream = py === 0 ? 0 : Math.sign(py) * Math.sqrt(Math.max(0, r * r - border * border)) * Math.sin(angle);
		const off = Math.abs(stream * 1.3 - Math.round(stream * 1.3));
		const line = Math.exp(-(off ** 2) / 0.012) * Math.exp(-Math.max(0, x - 300) / 1500);
		const shock = Math.exp(-(((r - border * 1.25) / 0.35) ** 2)) * (px > -6 ? 0.55 : 0.2);
		return colour.map((value, k) => value + line * [150, 110, 52][k] + shock * [230, 120, 60][k]);
	});
}

const svg = (body, across = 960, down = 420) =>
	`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${across} ${down}" width="${across}" height="${down}">` +
	`<rect width="${across}" height="${down}" fill="${ink.night}"/>${body}</svg>\n`;
const text = (x, y, size, words, colour = ink.paper) =>
	`<text x="${x}" y="${y}" text-anchor="middle" font-family="sans-serif" font-size="${size}" font-weight="600" fill="${colour}">${words}</text>`;

/** One plenary on the first day, nine tracks on the two that follow, an exhibition below all three. */
function threeDays() {
	const days = [18, 19, 20].map((day, k) => {
		const x = 40 + k * 300;
		const blocks =
			k === 0
				? `<rect x="${x}" y="90" width="280" height="200" rx="8" fill="${ink.sun}"/>`
				: Array.from({ length: 9 }, (_, place) => {
						const hue = Math.round((place * 360) / 9);
						return `<rect x="${x}" y="${90 + place * 22.6}" width="280" height="18" rx="4" fill="hsl(${hue}, 45%, 48%)"/>`;
					}).join('');
		return text(x + 140, 66, 34, day) + blocks;
	});
	return svg(`${days.join('')}<rect x="40" y="316" width="880" height="44" rx="8" fill="${ink.sea}"/>`);
}

/** Shares of small and medium-sized enterprises: revenue, product, innovation, jobs. */
function smallFirms() {
	const bars = [50, 60, 70, 85].map((share, k) => {
		const x = 90 + k * 210;
		return (
			`<rect x="${x}" y="60" width="130" height="300" rx="6" fill="#1d2745"/>` +
			`<rect x="${x}" y="${360 - share * 3}" width="130" height="${share * 3}" rx="6" fill="${k === 3 ? ink.sun : ink.sea}"/>` +
			text(x + 65, 398, 26, `&gt; ${share} %`)
		);
	});
	return svg(bars.join(''));
}

/** Four days in October: a thousand people as dots, 250 each. */
function fourDays() {
	const days = [14, 15, 16, 17].map((day, k) => {
		const dots = Array.from({ length: 250 }, (_, i) => {
			const turn = i * 2.399963;
			const away = 5.6 * Math.sqrt(i);
			const [x, y] = [125 + k * 236 + away * Math.cos(turn), 190 + away * Math.sin(turn)];
			return `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="2.6" fill="${i % 9 === 0 ? ink.sun : ink.dim}"/>`;
		});
		return dots.join('') + text(125 + k * 236, 366, 34, day);
	});
	return svg(days.join(''));
}

for (const [article, name, bytes] of [
	['ipspace-2021-closes', 'thin-air.png', thinAir()],
	['ipspace-2021-closes', 'three-days.svg', threeDays()],
	['ipspace-2021-closes', 'small-firms.svg', smallFirms()],
	['huzhou-space-science-assembly', 'solar-wind.png', solarWind()],
	['huzhou-space-science-assembly', 'four-days.svg', fourDays()],
]) {
	const folder = join(root, 'news', article, 'pictures');
	mkdirSync(folder, { recursive: true });
	writeFileSync(join(folder, name), bytes);
}
