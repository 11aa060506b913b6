//! An allocator that wipes what is freed as soon as the program is about to see a secret.
//!
//! Libraries that read key files leave pieces of keys and passwords in the memory they free. Wiping
//! every freed block clears them, and costs a run that sees no secret five to ten per cent.

use std::alloc::{GlobalAlloc, Layout};
use std::sync::atomic::{AtomicBool, Ordering};

use zeroizing_alloc::ZeroAlloc;

static WIPES: AtomicBool = AtomicBool::new(false);

/// Wipes every block that is freed from now on until the program ends, on all threads to which a
/// secret may be handed. To be called before a secret is read.
pub fn wipe_from_now_on() {
    WIPES.store(true, Ordering::SeqCst);
}

/// Hands out the memory of another allocator, and wipes what is freed after [`wipe_from_now_on`].
pub struct SecretMemory<A: GlobalAlloc> {
    plain: A,
    wiping: ZeroAlloc<A>,
}

impl<A: GlobalAlloc> SecretMemory<A> {
    /// Takes the allocator twice: both must be handles of one heap, as `System` and `MiMalloc` are.
    pub const fn new(plain: A, same: A) -> Self {
        Self { plain, wiping: ZeroAlloc(same) }
    }
}

// SAFETY: every call goes with its arguments to an allocator that keeps the contract; both are
// handles of one heap, so that either may free what the other gave.
unsafe impl<A: GlobalAlloc> GlobalAlloc for SecretMemory<A> {
    #[inline]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller keeps the contract of this function, which is the same.
        unsafe { self.plain.alloc(layout) }
    }

    #[inline]
    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        // SAFETY: as above.
        unsafe { self.plain.alloc_zeroed(layout) }
    }

    #[inline]
    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        // Whoever hands a secret to another thread hands this on with it.
        if WIPES.load(Ordering::Relaxed) {
            // SAFETY: as above.
            unsafe { self.wiping.dealloc(block, layout) }
        } else {
            // SAFETY: as above.
            unsafe { self.plain.dealloc(block, layout) }
        }
    }

    #[inline]
    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        if WIPES.load(Ordering::Relaxed) {
            // SAFETY: as above. A block that grows leaves its old place behind, wiped.
            unsafe { self.wiping.realloc(block, layout, size) }
        } else {
            // SAFETY: as above.
            unsafe { self.plain.realloc(block, layout, size) }
        }
    }
}
