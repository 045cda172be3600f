import { describe, expect, it } from 'vitest'
import { MIN_SIZE, restorePlace } from './window-place.ts'

const laptop = { x: 0, y: 25, width: 1440, height: 875 }
const desk = { x: 1440, y: 0, width: 2560, height: 1440 }
const saved = { x: 1600, y: 100, width: 1300, height: 900, maximized: false }

describe('restorePlace', () => {
  it('puts the window where it was', () => {
    expect(restorePlace(saved, [laptop, desk])).toEqual(saved)
    expect(restorePlace({ ...saved, maximized: true }, [laptop, desk]).maximized).toBe(true)
  })

  it('lets the desktop decide when that display is gone, and fits the size to what is there', () => {
    expect(restorePlace(saved, [laptop])).toEqual({ width: 1300, height: 875, maximized: false })
  })

  it('keeps the title bar within reach', () => {
    expect(restorePlace({ ...saved, x: 0, y: 5 }, [laptop]).y).toBe(25)
    expect(restorePlace({ ...saved, x: 0, y: -500 }, [laptop])).not.toHaveProperty('y')
    expect(restorePlace({ ...saved, x: 1400, y: 100 }, [laptop])).not.toHaveProperty('x')
    expect(restorePlace({ ...saved, x: -1290, y: 100 }, [laptop])).not.toHaveProperty('x')
  })

  it('is never smaller than the UI can be, unless the display is', () => {
    expect(restorePlace({ ...saved, width: 1, height: 1, x: 0 }, [laptop])).not.toHaveProperty('x')
    expect(restorePlace({ ...saved, width: 130, height: 1, x: 0 }, [laptop])).toMatchObject(MIN_SIZE)
    expect(restorePlace(null, [{ x: 0, y: 0, width: 640, height: 480 }])).toMatchObject({
      width: 640,
      height: 480,
    })
  })

  it.each([
    null,
    'x',
    [],
    {},
    { ...saved, x: Number.NaN },
    { ...saved, width: -1 },
    { ...saved, maximized: 1 },
  ])('starts afresh from %j', (broken) => {
    expect(restorePlace(broken, [laptop])).toEqual({ width: 1200, height: 800, maximized: false })
  })

  it('needs no display', () => {
    expect(restorePlace(saved, [])).toEqual({ width: 1200, height: 800, maximized: false })
  })
})
