/**
 * A colour of the design system (OKLCH: lightness 0–1, chroma, hue in degrees) as `#rrggbb`, for printed things and
 * pictures, whose formats know sRGB only. What lies outside sRGB is cut off.
 */
export function hex(lightness: number, chroma: number, hue: number): string {
	const angle = (hue * Math.PI) / 180;
	const [a, b] = [chroma * Math.cos(angle), chroma * Math.sin(angle)];
	const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
	const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
	const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
	const linear = [
		4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
		-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
		-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
	];
	return `#${linear.map((part) => byte(gamma(part)).toString(16).padStart(2, '0')).join('')}`;
}

function gamma(part: number): number {
	return part <= 0.0031308 ? 12.92 * part : 1.055 * part ** (1 / 2.4) - 0.055;
}

function byte(part: number): number {
	return Math.min(255, Math.max(0, Math.round(part * 255)));
}

/** Hues of the tracks by place, as in the design system's tokens; the eleventh begins anew. */
const hues = [42, 258, 18, 150, 122, 222, 330, 78, 296, 190];

export interface Palette {
	paper: string;
	ink: string;
	quiet: string;
	rule: string;
	sun: string;
	/** The sun as a colour of text. */
	sunInk: string;
	sky: string;
	rim: string;
	stars: string | null;
	days: [even: string, odd: string];
	hand: string;
	past: string;
	tracks: string[];
	bodies: string[];
}

/** The night theme of the design system. */
export const night: Palette = {
	paper: hex(0.17, 0.028, 268),
	ink: hex(0.945, 0.012, 85),
	quiet: hex(0.82, 0.014, 85),
	rule: hex(0.36, 0.03, 268),
	sun: hex(0.83, 0.14, 80),
	sunInk: hex(0.84, 0.13, 80),
	sky: hex(0.135, 0.032, 270),
	rim: hex(0.72, 0.018, 250),
	stars: hex(0.62, 0.02, 85),
	days: [hex(0.25, 0.055, 262), hex(0.225, 0.05, 262)],
	hand: hex(0.85, 0.14, 82),
	past: hex(0.2, 0.04, 268),
	tracks: hues.map((hue) => hex(0.79, 0.115, hue)),
	bodies: hues.map((hue) => hex(0.79, 0.115, hue)),
};

/** The day theme: ink on paper, with somewhat more contrast than a screen needs. */
export const day: Palette = {
	paper: hex(1, 0, 0),
	ink: hex(0.22, 0.035, 268),
	quiet: hex(0.42, 0.03, 268),
	rule: hex(0.86, 0.011, 85),
	sun: hex(0.8, 0.155, 76),
	sunInk: hex(0.44, 0.1, 58),
	sky: hex(0.998, 0.003, 85),
	rim: hex(0.47, 0.025, 268),
	stars: null,
	days: [hex(0.94, 0.03, 84), hex(0.955, 0.025, 84)],
	hand: hex(0.62, 0.15, 60),
	past: hex(0.97, 0.01, 85),
	tracks: hues.map((hue) => hex(0.5, 0.125, hue)),
	bodies: hues.map((hue) => hex(0.58, 0.15, hue)),
};

/** A track's colour by its place (1…). */
export function trackColour(colours: readonly string[], place: number): string {
	return colours[(place - 1) % colours.length] as string;
}
