import { describe, expect, it } from 'vitest'
import { chooseBranches, sortRefs } from './choose-refs.ts'

const existing = new Map([
  ['main', 'a1'],
  ['next', 'b2'],
  ['-x', 'c3'],
])
const names = (request: readonly string[] | 'current' | 'all', current: string | null = 'main') => {
  const { head, branches } = chooseBranches(existing, current, request, '/src/kite')
  return [head, ...branches.map(({ name }) => name)]
}
const failure = (request: readonly string[] | 'current' | 'all', current: string | null = 'main') => {
  try {
    return names(request, current)
  } catch (error) {
    return error
  }
}

describe('chooseBranches', () => {
  it('takes the current branch', () =>
    expect(names('current')).toEqual(['refs/heads/main', 'refs/heads/main']))

  it('takes all that the protocol can name, and leaves the others out', () =>
    expect(names('all')).toEqual(['refs/heads/main', 'refs/heads/main', 'refs/heads/next']))

  it('says which of all it left out', () => {
    expect(chooseBranches(existing, 'main', 'all', '/src/kite').leftOut).toEqual(['-x'])
    expect(chooseBranches(existing, 'main', 'current', '/src/kite').leftOut).toEqual([])
  })

  it('takes the named ones once, and HEAD names the first where the current one is not among them', () => {
    expect(names(['next', 'next'])).toEqual(['refs/heads/next', 'refs/heads/next'])
    expect(names(['next', 'main'])).toEqual(['refs/heads/main', 'refs/heads/next', 'refs/heads/main'])
  })

  it('gives joiners a usual branch where HEAD is detached and all are published', () =>
    expect(names('all', null)[0]).toBe('refs/heads/main'))

  it('says what to do where the current branch is none', () => {
    expect(failure('current', null)).toMatchObject({
      code: 'NO_SUCH_BRANCH',
      action: expect.stringMatching(/name the branch/),
    })
    expect(failure('current', 'unborn')).toMatchObject({
      code: 'NO_COMMITS',
      message: expect.stringMatching(/unborn/),
    })
  })

  it('refuses names that are not there or not safe', () => {
    expect(failure(['gone'])).toMatchObject({ code: 'NO_SUCH_BRANCH', data: { branch: 'gone' } })
    expect(failure(['-x'])).toMatchObject({
      code: 'NO_SUCH_BRANCH',
      message: expect.stringMatching(/can't be published/),
    })
  })
})

describe('sortRefs', () => {
  it('sorts by the bytes of names, as the protocol does', () =>
    expect(
      sortRefs(['refs/tags/a', 'refs/heads/é', 'refs/heads/z'].map((name) => ({ name, oid: '' }))).map(
        ({ name }) => name,
      ),
    ).toEqual(['refs/heads/z', 'refs/heads/é', 'refs/tags/a']))

  it('refuses more refs than references can list', () => {
    const many = Array.from({ length: 20_000 }, (_, index) => ({ name: `refs/tags/v${index}`, oid: '' }))
    expect(() => sortRefs(many)).toThrow(/at most 19998/)
  })
})
