import { PictureFault } from './fault.ts';
import type { Size } from './formats.ts';

/** CSS pixels of a unit. */
const units: Record<string, number> = { '': 1, px: 1, pt: 4 / 3, pc: 16, mm: 96 / 25.4, cm: 96 / 2.54, in: 96 };

/**
 * The size of a drawing in CSS pixels, by its root's attributes.
 * @throws PictureFault `svg-without-size` when it names neither its size nor its view box
 */
export function svgSize(attributes: Readonly<Record<string, string>>): Size {
	const box = (attributes.viewBox ?? '')
		.trim()
		.split(/[\s,]+/)
		.map(Number);
	const [boxWidth, boxHeight] = box.length === 4 ? [box[2], box[3]] : [];
	const width = lengthOf(attributes.width);
	const height = lengthOf(attributes.height);
	const ratio = good(boxWidth) && good(boxHeight) ? boxHeight / boxWidth : undefined;
	if (width && height) return whole(width, height);
	if (width && ratio) return whole(width, width * ratio);
	if (height && ratio) return whole(height / ratio, height);
	if (good(boxWidth) && good(boxHeight)) return whole(boxWidth, boxHeight);
	throw new PictureFault('svg-without-size');
}

function lengthOf(text: string | undefined): number | undefined {
	const match = /^\s*(\d*\.?\d+(?:e[+-]?\d+)?)\s*([a-z]*)\s*$/i.exec(text ?? '');
	const factor = match && units[(match[2] ?? '').toLowerCase()];
	const length = factor ? Number(match[1]) * factor : undefined;
	return good(length) ? length : undefined;
}

function good(value: number | undefined): value is number {
	return value !== undefined && Number.isFinite(value) && value > 0 && value < 1e6;
}

function whole(width: number, height: number): Size {
	return { width: Math.max(1, Math.round(width)), height: Math.max(1, Math.round(height)) };
}
