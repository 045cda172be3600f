import { describe, expect, it } from 'vitest'
import { age, ago, bytes, dayName, percent, rate, timeLeft, lasting, minutesUntil } from './format.ts'

const plain = (text: string) => text.replace('\u202f', ' ')
const MINUTE = 60_000

describe('bytes', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [999.6, '1 KB'],
    [12_400_000, '12.4 MB'],
    [99_960_000, '100 MB'],
    [612_000_000, '612 MB'],
    [999_600_000, '1 GB'],
    [4_100_000, '4.1 MB'],
    [-5, '0 B'],
  ])('%d is %s', (count, text) => expect(plain(bytes(count))).toBe(text))
  it('has rates', () => expect(plain(rate(8_400_000))).toBe('8.4 MB/s'))
})

it('percent never says 100 too early', () => {
  expect(percent(0.9999)).toBe(99)
  expect(percent(1)).toBe(100)
  expect(percent(-1)).toBe(0)
})

it('tells what is left, and nothing when nothing moves', () => {
  expect(timeLeft(42e6, 8.4e6)).toBe('5 s left')
  expect(timeLeft(600e6, 1e6)).toBe('10 min left')
  expect(timeLeft(1e12, 1e6)).toBe('days left')
  expect(timeLeft(10, 0)).toBe('')
  expect(timeLeft(0, 10)).toBe('')
})

it('tells ages', () => {
  const now = 1e12
  expect(age(now - 34 * MINUTE, now)).toBe('34 min')
  expect(ago(now - 4 * MINUTE, now)).toBe('4 min ago')
  expect(ago(now - 12_000, now)).toBe('10 s ago')
  expect(ago(now + 5000, now)).toBe('just now')
  expect(ago(now - 30 * 60 * MINUTE, now)).toBe('yesterday')
  expect(age(now - 3 * 24 * 60 * MINUTE, now)).toBe('3 d')
})

it('names days', () => {
  const noon = new Date(2026, 4, 10, 12).getTime()
  expect(dayName(noon - 60 * MINUTE, noon)).toBe('Today')
  expect(dayName(noon - 24 * 60 * MINUTE, noon)).toBe('Yesterday')
  expect(dayName(noon - 72 * 60 * MINUTE, noon)).toContain('7')
})

it('tells what is left as on a clock', () => {
  expect(minutesUntil(245_000, 0)).toBe('4:05')
  expect(minutesUntil(3_600_000 * 2, 0)).toBe('120:00')
  expect(minutesUntil(5, 6_000)).toBe('0:00')
})

it('tells how long something lasts', () => {
  expect([0, 12e3, 240e3, 11_520e3, 200_000e3].map((ms) => lasting(1e12, 1e12 + ms))).toEqual([
    '0 s',
    '12 s',
    '4 min',
    '3 h 12 min',
    '2 d',
  ])
})
