import { Check, ChevronsUpDown } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import { Icon } from '../../ui/Icon.tsx'
import { SORTS, type Sort } from './arrange.ts'

const NAMES: Readonly<Record<Sort, string>> = {
  latest: 'Latest commit',
  name: 'Name',
  people: 'Most people',
  size: 'Size',
}

/** How Nearby is sorted. Not modal: a modal menu would write a <style> element, which our content policy forbids. */
export function SortMenu({ value, onChange }: { value: Sort; onChange(value: Sort): void }) {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>
        <button type="button" className="select hide-sm" aria-label={`Sort by: ${NAMES[value]}`}>
          {NAMES[value]}
          <Icon of={ChevronsUpDown} size="s" />
        </button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Content className="pop" align="end" sideOffset={6}>
        <DropdownMenu.RadioGroup value={value} onValueChange={(next) => onChange(next as Sort)}>
          {SORTS.map((sort) => (
            <DropdownMenu.RadioItem key={sort} value={sort} className="it">
              {NAMES[sort]}
              <span className="sp" />
              <DropdownMenu.ItemIndicator>
                <Icon of={Check} size="s" />
              </DropdownMenu.ItemIndicator>
            </DropdownMenu.RadioItem>
          ))}
        </DropdownMenu.RadioGroup>
      </DropdownMenu.Content>
    </DropdownMenu.Root>
  )
}
