// Draws the pictures of the demonstration edition from its own data: orbits of its tracks, and the Earth with the sun on
// it as it stood when the symposium opened. The same data gives the same bytes. Run after a change of tracks or dates.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { root } from './node24.mjs';
import { png } from './png.mjs';

const folder = join(root, 'editions', 'ipspace-2021');
const read = (name) => parse(readFileSync(join(folder, name), 'utf8'));
const { tracks } = read('tracks.yaml');
const { starts } = read('edition.yaml');

/** One orbit for each track; the planets stand as far around as their track in the list. */
function orbits() {
	const [width, height] = [960, 540];
	const [x, y] = [width / 2, height / 2];
	const parts = tracks.map(({ code }, place) => {
		const across = 96 + (place * 360) / tracks.length;
		const up = across * 0.52;
		const turn = ((place * 360) / tracks.length + 200) * (Math.PI / 180);
		const at = [x + across * Math.cos(turn), y + up * Math.sin(turn)].map((value) => value.toFixed(1));
		const hue = Math.round((place * 360) / tracks.length);
		return (
			`<ellipse cx="${x}" cy="${y}" rx="${across.toFixed(1)}" ry="${up.toFixed(1)}" fill="none" stroke="#8b93a8" stroke-width="1"/>` +
			`<circle cx="${at[0]}" cy="${at[1]}" r="15" fill="hsl(${hue}, 45%, 38%)"/>` +
			`<text x="${at[0]}" y="${at[1]}" dy="0.35em" text-anchor="middle" font-family="sans-serif" font-size="12" font-weight="600" fill="#ffffff">${code}</text>`
		);
	});
	return (
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">` +
		`<rect width="${width}" height="${height}" fill="#0e1428"/><circle cx="${x}" cy="${y}" r="34" fill="#f2b441"/>${parts.join('')}</svg>\n`
	);
}

/** The Earth from afar, as a net of degrees above 35° N 105° E; lit as by the sun at 01:00 UTC of the first day. */
function earth() {
	const [width, height, radius] = [1600, 900, 390];
	const degrees = Math.PI / 180;
	const yearBegan = Date.parse(`${starts.slice(0, 4)}-01-01T00:00:00Z`);
	const day = Math.round((Date.parse(`${starts}T00:00:00Z`) - yearBegan) / 86_400_000);
	const declination = -23.44 * Math.cos(((day + 10) / 365.25) * 2 * Math.PI);
	const [north, east] = [35 * degrees, 105 * degrees];
	// The sun stands over the meridian where it is noon: 165° E at 01:00 UTC.
	const hour = (180 - 15) * degrees - east;
	const sun = turned(
		Math.cos(declination * degrees) * Math.sin(hour),
		Math.sin(declination * degrees),
		Math.cos(declination * degrees) * Math.cos(hour),
		-north,
	);
	const rows = Buffer.alloc(height * (1 + width * 3));
	for (let y = 0; y < height; y += 1) {
		for (let x = 0; x < width; x += 1) {
			const [dx, dy] = [(x - width / 2) / radius, (height / 2 - y) / radius];
			const square = dx * dx + dy * dy;
			let colour = [10, 14, 30];
			if (square <= 1) {
				const dz = Math.sqrt(1 - square);
				const light = Math.max(0, dx * sun[0] + dy * sun[1] + dz * sun[2]);
				const [px, py, pz] = turned(dx, dy, dz, north);
				const net = Math.max(
					line(Math.asin(py) / degrees, 1),
					line(Math.atan2(px, pz) / degrees, Math.sqrt(1 - py * py)),
				);
				colour = [26, 74, 128].map(
					(value, place) => value * (0.22 + light) + net * [70, 80, 90][place] * (0.35 + light),
				);
			} else if (square < 1.08)
				colour = colour.map((value, place) => value + [20, 45, 90][place] * (1.08 - square) * 12);
			rows.set(
				colour.map((value) => Math.min(255, Math.round(value))),
				y * (1 + width * 3) + 1 + x * 3,
			);
		}
	}
	return png(width, height, rows);
}

/** A direction turned about the axis from left to right. */
function turned(x, y, z, angle) {
	return [x, y * Math.cos(angle) + z * Math.sin(angle), z * Math.cos(angle) - y * Math.sin(angle)];
}

/** How much of a line of the net, every 15 degrees, lies here: 1 on it, 0 beside it. */
function line(angle, scale) {
	const off = Math.abs(angle - Math.round(angle / 15) * 15) * scale;
	return Math.max(0, 1 - off / 0.35);
}

writeFileSync(join(folder, 'assets', 'nine-tracks.svg'), orbits());
writeFileSync(join(folder, 'assets', 'earth.png'), earth());
